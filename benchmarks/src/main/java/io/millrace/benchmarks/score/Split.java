package io.millrace.benchmarks.score;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the time of a scorer's loop went to, while there were vectors.
 *
 * @param micros microseconds per vector, by stage, in their order
 */
record Split(Map<String, Double> micros) {
    static final List<String> STAGES = List.of("fetch", "decode", "infer", "encode", "send", "commit");

    /** @param meters of a scorer that is done with so many vectors */
    static Split of(MeterRegistry meters, long vectors) {
        Map<String, Double> micros = new LinkedHashMap<>();
        for (String stage : STAGES) {
            Timer timer =
                    meters.get("millrace.scorer.stage").tag("stage", stage).timer();
            micros.put(stage, timer.totalTime(TimeUnit.MICROSECONDS) / vectors);
        }
        return new Split(micros);
    }

    /** Median of each stage. */
    static Split median(List<Split> splits) {
        Map<String, Double> micros = new LinkedHashMap<>();
        for (String stage : STAGES) {
            double[] sorted = splits.stream()
                    .mapToDouble(split -> split.micros().get(stage))
                    .sorted()
                    .toArray();
            micros.put(stage, sorted[sorted.length / 2]);
        }
        return new Split(micros);
    }
}
