package io.millrace.trainer.online;

import io.millrace.learners.LinearPart;
import io.millrace.models.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.Map;

/** A linear model with its scaling, as a piece of a graph. */
final class Linear implements LinearPart {
    private final Places places;
    private final int classes;
    private final double weight;
    private final double[] means;
    private final double[] scales;
    private double farthest;
    private final double[] constants;
    /** [numbers, classes] */
    private final double[] weights;

    private final double[] missing;
    /** [codes, classes] */
    private final double[] codes;

    Linear(Places places, int classes, double weight) {
        this.places = places;
        this.classes = classes;
        this.weight = weight;
        means = new double[places.numbers];
        scales = new double[places.numbers];
        constants = new double[classes];
        Arrays.fill(constants, Double.NEGATIVE_INFINITY);
        weights = new double[places.numbers * classes];
        missing = new double[places.numbers * classes];
        codes = new double[places.width * classes];
    }

    @Override
    public void scaled(int slot, double mean, double scale, double farthest) {
        means[places.places[slot]] = mean;
        scales[places.places[slot]] = scale;
        this.farthest = farthest;
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

    /** [N, classes], times the part's weight. */
    String nodes(OnnxGraph graph, Vectors vectors) {
        String sum = graph.doubles(constants, 1, classes);
        if (places.numbers > 0) {
            String distance =
                    graph.node("Mul", graph.node("Sub", vectors.numbers, graph.doubles(means)), graph.doubles(scales));
            String limit = graph.doubles(new double[] {farthest});
            String cut = graph.node("Min", graph.node("Max", distance, graph.node("Neg", limit)), limit);
            String scaled = graph.node("Mul", cut, vectors.present);
            sum = graph.node("Add", sum, product(graph, scaled, weights));
            String absent = graph.node("Sub", graph.doubles(new double[] {1}), vectors.present);
            sum = graph.node("Add", sum, product(graph, absent, missing));
        }
        if (places.width > 0) {
            String own = graph.node("Gather", graph.doubles(codes, places.width, classes), vectors.codes);
            sum = graph.node("Add", sum, Pieces.sum(graph, own, 1));
        }
        String probabilities = graph.node("Softmax", Map.of("axis", 1L), sum);
        return graph.node("Mul", probabilities, graph.doubles(new double[] {weight}));
    }

    private String product(OnnxGraph graph, String numbers, double[] with) {
        return graph.node("MatMul", numbers, graph.doubles(with, places.numbers, classes));
    }
}
