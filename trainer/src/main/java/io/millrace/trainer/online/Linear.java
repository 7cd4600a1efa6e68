package io.millrace.trainer.online;

import io.millrace.learners.LinearPart;
import io.millrace.models.onnx.OnnxGraph;
import java.util.Arrays;

/** A linear model with its scaling, as a piece of a graph. */
final class Linear implements LinearPart {
    private final Places places;
    private final int classes;
    final Scales scales;
    final double[] constants;
    /** [numbers, classes] */
    final double[] weights;

    final double[] missing;
    /** [codes, classes] */
    final double[] codes;

    Linear(Places places, int classes, Scales scales) {
        this.places = places;
        this.classes = classes;
        this.scales = scales;
        constants = new double[classes];
        Arrays.fill(constants, Double.NEGATIVE_INFINITY);
        weights = new double[places.numbers * classes];
        missing = new double[places.numbers * classes];
        codes = new double[places.width * classes];
    }

    @Override
    public void scaled(int slot, double mean, double scale, double farthest) {
        scales.scaled(slot, mean, scale, farthest);
    }

    @Override
    public void constant(int label, double weight) {
        constants[label] = weight;
    }

    @Override
    public void number(int label, int slot, double weight, double missing) {
        weights[places.places[slot] * classes + label] = weight;
        this.missing[places.places[slot] * classes + label] = missing;
    }

    @Override
    public void code(int label, int slot, int code, double weight) {
        codes[(places.places[slot] + code) * classes + label] = weight;
    }

    /** [N, classes] */
    String nodes(OnnxGraph graph, Vectors vectors) {
        String sum = graph.doubles(constants, 1, classes);
        if (places.numbers > 0) {
            sum = graph.node("Add", sum, product(graph, scales.nodes(graph, vectors), weights));
            sum = graph.node("Add", sum, product(graph, vectors.absent(graph), missing));
        }
        if (places.width > 0) {
            String own = graph.node("Gather", graph.doubles(codes, places.width, classes), vectors.codes);
            sum = graph.node("Add", sum, Pieces.sum(graph, own, 1));
        }
        return sum;
    }

    private String product(OnnxGraph graph, String numbers, double[] with) {
        return graph.node("MatMul", numbers, graph.doubles(with, places.numbers, classes));
    }
}
