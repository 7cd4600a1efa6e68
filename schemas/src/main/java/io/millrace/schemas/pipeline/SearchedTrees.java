package io.millrace.schemas.pipeline;

import java.util.List;

/** Which parameters of boosted trees are tried. */
public record SearchedTrees(
        @Setting(doc = "Values of rounds.", byDefault = "[]")
        List<Integer> rounds,

        @Setting(doc = "Values of depth.", byDefault = "[3, 5, 8]")
        List<Integer> depth,

        @Setting(doc = "Values of learningRate.", byDefault = "[0.03, 0.1, 0.3]")
        List<Double> learningRate,

        @Setting(doc = "Values of rowShare.", byDefault = "[]")
        List<Double> rowShare) {

    public SearchedTrees {
        rounds = List.copyOf(rounds);
        depth = List.copyOf(depth);
        learningRate = List.copyOf(learningRate);
        rowShare = List.copyOf(rowShare);
        // their own checks name their own keys, which are called as these are
        rounds.forEach(value -> new Trees(value, 1, 1, 1));
        depth.forEach(value -> new Trees(1, value, 1, 1));
        learningRate.forEach(value -> new Trees(1, 1, value, 1));
        rowShare.forEach(value -> new Trees(1, 1, 1, value));
    }
}
