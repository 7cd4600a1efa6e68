package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

/** Whether models that do not serve yet answer too. */
public record Shadows(
        @Setting(
                doc =
                        "Whether each scorer also has the shadow, where there is one, answer what the champion has answered, and writes its answers to shadow-predictions: a sample, of as many as the budget allows. Who serves is decided without them.",
                byDefault = "false")
        boolean enabled,

        @Setting(
                doc =
                        "How much of one core the shadow of a scorer takes at most, loading it included; above 0, at most 1.",
                byDefault = "0.2")
        double budget) {

    public Shadows {
        unless(budget > 0 && budget <= 1, "budget", "must be above 0 and at most 1");
    }
}
