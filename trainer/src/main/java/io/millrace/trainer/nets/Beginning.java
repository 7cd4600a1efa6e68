package io.millrace.trainer.nets;

import io.millrace.models.onnx.Dense;
import io.millrace.models.onnx.FinishedNet;
import io.millrace.models.onnx.Preprocessing;
import io.millrace.models.onnx.Scale;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.candidates.Incumbent;
import io.millrace.trainer.candidates.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a net begins from.
 *
 * @param layers the champion's, as they do the same with the inputs of now; none where the net begins from scratch
 * @param told which of the two, and why, for the lineage; empty where nobody asked
 */
record Beginning(List<Dense> layers, String told) {
    static final Beginning UNASKED = new Beginning(List.of(), "");

    Beginning {
        layers = List.copyOf(layers);
    }

    /**
     * From the champion, where it fits.
     *
     * @param family as model versions call it
     * @param units of each layer, the last one's included
     * @param now what the net will see; empty where more stands before its dense layers
     * @param scale of the number that is learnt; empty for classes
     */
    static Beginning of(
            Optional<Incumbent> champion,
            String family,
            Problem problem,
            List<Integer> units,
            Optional<Preprocessing> now,
            Optional<Scale> scale) {
        if (champion.isEmpty()) {
            return scratch("there was no champion");
        }
        Incumbent incumbent = champion.get();
        String who = "champion " + incumbent.version().getVersion();
        if (!incumbent.version().getFamily().equals(family)) {
            return scratch(who + " is of family " + incumbent.version().getFamily());
        }
        if (!incumbent.solves(problem)) {
            return scratch(who + " has another encoder or other classes");
        }
        if (incumbent.bytes().isEmpty()) {
            return scratch("the bytes of " + who + " are not there");
        }
        Optional<FinishedNet> net = FinishedNet.read(incumbent.bytes().get().toArray());
        if (net.isEmpty() || now.isEmpty()) {
            return scratch("tables of categories, or an LSTM, stand before the dense layers, and are not taken over");
        }
        if (!net.get().units().equals(units)) {
            return scratch(
                    "%s has layers of %s units, not %s".formatted(who, net.get().units(), units));
        }
        return new Beginning(
                scale.map(of -> net.get().layersFor(now.get(), of))
                        .orElseGet(() -> net.get().layersFor(now.get())),
                Family.FROM_VERSION + incumbent.version().getVersion());
    }

    static List<Integer> units(List<Integer> hidden, int outputs) {
        List<Integer> units = new ArrayList<>(hidden);
        units.add(outputs);
        return units;
    }

    private static Beginning scratch(String why) {
        return new Beginning(List.of(), "from scratch: " + why);
    }
}
