package io.millrace.trainer.nets;

import io.millrace.models.onnx.Dense;
import io.millrace.models.onnx.FinishedNet;
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
 * @param input what it sees
 * @param arrays the champion's parameters, as they do the same with the input of now; none where the net begins from scratch
 * @param told which of the two, and why, for the lineage; empty where nobody asked
 */
record Beginning(NetInput input, List<float[]> arrays, String told) {
    Beginning {
        arrays = List.copyOf(arrays);
    }

    static Beginning unasked(NetInput input) {
        return new Beginning(input, List.of(), "");
    }

    /**
     * From the champion, where it fits.
     *
     * @param family as model versions call it
     * @param fitted what the net would see from scratch
     * @param scale of the number that is learnt; empty for classes
     */
    static Beginning of(
            Optional<Incumbent> champion,
            String family,
            Problem problem,
            NetSettings settings,
            NetInput fitted,
            Optional<Scale> scale) {
        if (champion.isEmpty()) {
            return scratch(fitted, "there was no champion");
        }
        Incumbent incumbent = champion.get();
        String who = "champion " + incumbent.version().getVersion();
        if (!incumbent.version().getFamily().equals(family)) {
            return scratch(fitted, who + " is of family " + incumbent.version().getFamily());
        }
        if (!incumbent.solves(problem)) {
            return scratch(fitted, who + " has another encoder or other classes");
        }
        Optional<FinishedNet> net = incumbent.bytes().flatMap(bytes -> FinishedNet.read(bytes.toArray()));
        if (net.isEmpty()) {
            return scratch(fitted, "the bytes of " + who + " are not there");
        }
        int outputs = problem.isNumber() ? 1 : problem.classes().size();
        Optional<String> unlike = new Likeness(settings, outputs, problem.layout()).unlike(fitted, net.get());
        return unlike.map(why -> scratch(fitted, who + " " + why))
                .orElseGet(() -> from(net.get(), fitted.asLongAs(net.get()), scale, incumbent));
    }

    private static Beginning from(FinishedNet net, NetInput input, Optional<Scale> scale, Incumbent incumbent) {
        List<Dense> layers =
                scale.map(of -> net.layersFor(input.own(), of)).orElseGet(() -> net.layersFor(input.own()));
        List<float[]> arrays = new ArrayList<>(input.first(net));
        layers.forEach(layer -> arrays.addAll(List.of(layer.weights(), layer.biases())));
        return new Beginning(
                input, arrays, Family.FROM_VERSION + incumbent.version().getVersion());
    }

    private static Beginning scratch(NetInput fitted, String why) {
        return new Beginning(fitted, List.of(), "from scratch: " + why);
    }
}
