package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

/** Whether nets go on from what the champion knows. */
public record WarmStart(
        @Setting(
                doc =
                        "Whether softmax, mlp and lstm begin from the champion's parameters, where it is of their family and shape, and has the encoder and the classes of now. Trees always begin anew.",
                byDefault = "false")
        boolean enabled,

        @Setting(
                doc =
                        "Older examples than the window's that are learnt from beside it, as a share of it, drawn from all that the topic still has; 0 is none.",
                byDefault = "0.1")
        double replay) {

    public WarmStart {
        unless(replay >= 0 && replay <= 1, "replay", "must be between 0 and 1");
    }

    /** Whether older examples are learnt from. */
    public boolean replays() {
        return enabled && replay > 0;
    }
}
