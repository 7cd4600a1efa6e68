package io.millrace.schemas.pipeline;

import java.util.List;

/** Which parameters of nets are tried, beyond those that every pipeline sets. */
public record SearchedNets(
        @Setting(doc = "Values of dropout, for mlp and lstm.", byDefault = "[0.0, 0.3]")
        List<Double> dropout,

        @Setting(doc = "Values of weightDecay.", byDefault = "[]")
        List<Double> weightDecay,

        @Setting(doc = "Values of lstm, its units, for lstm alone.", byDefault = "[]")
        List<Integer> lstm) {

    public SearchedNets {
        dropout = List.copyOf(dropout);
        dropout.forEach(Nets::checkDropout);
        weightDecay = List.copyOf(weightDecay);
        weightDecay.forEach(Nets::checkWeightDecay);
        lstm = List.copyOf(lstm);
        lstm.forEach(Nets::checkLstm);
    }
}
