package io.millrace.models.onnx;

import java.util.HashMap;
import java.util.Map;

/** The first layer of a net, by what its inputs are of; those behind what preprocessing makes are of something else, and stay. */
final class FirstLayer {
    private final Dense layer;
    private final float[] weights;
    private final Preprocessing before;
    private final int behind;

    FirstLayer(Dense layer, Preprocessing before) {
        this.layer = layer;
        this.weights = layer.weights();
        this.before = before;
        this.behind = layer.inputs() - before.width();
    }

    /** The layer that does the same with what another preprocessing makes of vectors. */
    Dense under(Preprocessing now) {
        int inputs = now.width() + behind;
        double[] moved = new double[layer.units() * inputs];
        double[] biases = new double[layer.units()];
        for (int unit = 0; unit < biases.length; unit++) {
            biases[unit] = layer.biases()[unit];
        }
        numbers(now, moved, biases);
        Map<String, Integer> places = places(now);
        places(before).forEach((of, from) -> {
            Integer to = places.get(of);
            for (int unit = 0; to != null && unit < biases.length; unit++) {
                moved[unit * inputs + to] = weight(unit, from);
            }
        });
        return new Dense(floats(moved), floats(biases));
    }

    /** z = (x - m) d before is z = z' d / d' + (m' - m) d of now. */
    private void numbers(Preprocessing now, double[] rescaled, double[] biases) {
        Map<Integer, Integer> inputs = new HashMap<>();
        for (int i = 0; i < now.numbers().count(); i++) {
            inputs.put(now.numbers().slot(i), i);
        }
        for (int from = 0; from < before.numbers().count(); from++) {
            Integer to = inputs.get(before.numbers().slot(from));
            if (to == null) {
                continue;
            }
            double inverse = before.numbers().inverseDeviation(from);
            double share = inverse / now.numbers().inverseDeviation(to);
            double moved = (now.numbers().mean(to) - before.numbers().mean(from)) * inverse;
            for (int unit = 0; unit < biases.length; unit++) {
                rescaled[unit * (now.width() + behind) + to] = weight(unit, from) * share;
                biases[unit] += weight(unit, from) * moved;
            }
        }
    }

    private double weight(int unit, int input) {
        return weights[unit * layer.inputs() + input];
    }

    /** Inputs that are no numbers, by what they tell. */
    private Map<String, Integer> places(Preprocessing of) {
        Map<String, Integer> places = new HashMap<>();
        int input = of.numbers().count();
        for (int slot : of.indicators()) {
            places.put("missing " + slot, input++);
        }
        for (int i = 0; i < of.codes().count(); i++) {
            places.put("code " + of.codes().slot(i) + " " + of.codes().code(i), input++);
        }
        for (int i = 0; i < of.embedded().size(); i++) {
            for (int number = 0; number < of.embedded().get(i).length(); number++) {
                places.put("row " + of.lookedUp().slot(i) + " " + number, input++);
            }
        }
        for (int i = 0; i < behind; i++) {
            places.put("behind " + i, input++);
        }
        return places;
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }
}
