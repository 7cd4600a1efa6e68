package io.millrace.trainer.online;

import io.millrace.models.onnx.OnnxGraph;

/** How a linear model takes numbers: by their distance from a mean, times a scale, cut at what is farthest. */
final class Scales {
    private final Places places;
    /** By number. */
    final double[] means;

    final double[] scales;
    private double farthest;

    Scales(Places places) {
        this.places = places;
        means = new double[places.numbers];
        scales = new double[places.numbers];
    }

    void scaled(int slot, double mean, double scale, double farthest) {
        means[places.places[slot]] = mean;
        scales[places.places[slot]] = scale;
        this.farthest = farthest;
    }

    /**
     * @param numbers 64 bits, of any shape that ends with as many as there are
     * @param present of the same shape: 1, or 0 where missing
     * @param means and scales, of a shape that fits
     */
    String nodes(OnnxGraph graph, String numbers, String present, String means, String scales) {
        String distance = graph.node("Mul", graph.node("Sub", numbers, means), scales);
        return graph.node("Mul", Pieces.within(graph, distance, -farthest, farthest), present);
    }

    /** [N, numbers] */
    String nodes(OnnxGraph graph, Vectors vectors) {
        return nodes(graph, vectors.numbers, vectors.present, graph.doubles(means), graph.doubles(scales));
    }
}
