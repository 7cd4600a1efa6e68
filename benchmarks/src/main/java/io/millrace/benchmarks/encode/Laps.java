package io.millrace.benchmarks.encode;

import io.millrace.benchmarks.runs.Lap;
import io.millrace.schemas.pipeline.PipelineDefinition.Delivery;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The laps of every contender under every guarantee. */
final class Laps {
    private final Map<Delivery, Map<Contender, List<Lap>>> laps = new EnumMap<>(Delivery.class);

    void add(Contender contender, Delivery delivery, Lap lap) {
        laps.computeIfAbsent(delivery, key -> new EnumMap<>(Contender.class))
                .computeIfAbsent(contender, key -> new ArrayList<>())
                .add(lap);
    }

    Map<Delivery, Map<Contender, Lap>> medians() {
        Map<Delivery, Map<Contender, Lap>> medians = new EnumMap<>(Delivery.class);
        laps.forEach((delivery, contenders) -> {
            Map<Contender, Lap> of = new EnumMap<>(Contender.class);
            contenders.forEach((contender, all) -> of.put(contender, Lap.median(all)));
            medians.put(delivery, of);
        });
        return medians;
    }
}
