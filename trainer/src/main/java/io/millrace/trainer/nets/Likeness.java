package io.millrace.trainer.nets;

import io.millrace.models.onnx.FinishedNet;
import io.millrace.models.onnx.Lstm;
import io.millrace.models.onnx.Preprocessing;
import io.millrace.schemas.pipeline.VectorLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether a net that is to be trained is shaped as a finished one is.
 *
 * @param outputs units of its last layer
 * @param layout of vectors, for the names of columns
 */
record Likeness(NetSettings settings, int outputs, VectorLayout layout) {
    /** What the finished one is or has otherwise; empty where it is alike. */
    Optional<String> unlike(NetInput fitted, FinishedNet net) {
        List<Integer> units = new ArrayList<>(settings.hidden());
        units.add(outputs);
        if (!net.units().equals(units)) {
            return Optional.of("has layers of %s units, not %s".formatted(net.units(), units));
        }
        int state =
                net.sequence().map(FinishedNet.Sequence::lstm).map(Lstm::units).orElse(0);
        if (state != fitted.units()) {
            return Optional.of("has an LSTM of %d units, not %d".formatted(state, fitted.units()));
        }
        return tables(fitted.own(), net.preprocessing())
                .or(() -> fitted.step()
                        .flatMap(step ->
                                tables(step, net.sequence().orElseThrow().each())));
    }

    private Optional<String> tables(Preprocessing now, Preprocessing before) {
        OptionalInt once = now.lookedUpOnce(before);
        if (once.isPresent()) {
            String column = layout.slots().get(once.getAsInt()).name();
            return Optional.of(
                    now.looksUp(once.getAsInt())
                            ? "did not look %s up, as is done now".formatted(column)
                            : "looked %s up, as is not done now".formatted(column));
        }
        boolean asGiven = settings.embedding().length() == 0
                || now.asLongAs(before).embedded().equals(now.embedded());
        return asGiven
                ? Optional.empty()
                : Optional.of("has rows in its tables that are not of %d numbers"
                        .formatted(settings.embedding().length()));
    }
}
