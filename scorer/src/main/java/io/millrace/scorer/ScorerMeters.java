package io.millrace.scorer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millrace.models.artefact.OnnxDevice;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The scorer's numbers. What is counted here is committed: vectors = predictions + quarantined. */
final class ScorerMeters {
    private static final int NO_GPU = -1;

    private final Counter vectors;
    private final Counter predictions;
    private final Counter coldStarts;
    private final Counter canaries;
    private final Counter quarantined;
    private final Counter swaps;
    private final Counter refused;
    private final MeterRegistry registry;
    private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
    private final AtomicLong version = new AtomicLong();
    private final AtomicInteger gpu = new AtomicInteger(NO_GPU);

    ScorerMeters(MeterRegistry registry) {
        this.registry = registry;
        vectors = counter(registry, "vectors", "Feature vectors read.");
        predictions = counter(registry, "predictions", "Predictions written, the cold-start ones among them.");
        coldStarts = counter(registry, "predictions.cold.start", "Predictions that the label prior answered.");
        canaries = counter(registry, "predictions.canary", "Predictions of a model on trial, in the champion's place.");
        quarantined = counter(registry, "quarantined", "Feature vectors put into quarantine.");
        swaps = counter(registry, "model.swaps", "Models taken into service.");
        refused = counter(registry, "models.refused", "Models that failed a check and do not serve.");
        for (Stage stage : Stage.values()) {
            stages.put(
                    stage,
                    Timer.builder("millrace.scorer.stage")
                            .description("What the time of the scorer's loop goes to; infer is one call of the model.")
                            .tag("stage", stage.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        Gauge.builder("millrace.scorer.model.version", version, AtomicLong::get)
                .description("Version taken into service last; 0 for the label prior.")
                .register(registry);
        Gauge.builder("millrace.scorer.gpu", gpu, AtomicInteger::get)
                .description("The GPU that models run on, counted from 0; -1 for the CPU.")
                .register(registry);
    }

    void committed(Tally tally) {
        vectors.increment(tally.predictions() + tally.quarantined());
        predictions.increment(tally.predictions());
        coldStarts.increment(tally.coldStarts());
        canaries.increment(tally.canaries());
        quarantined.increment(tally.quarantined());
    }

    void swapped(long newVersion) {
        swaps.increment();
        version.set(newVersion);
    }

    void refused() {
        refused.increment();
    }

    void runsOn(OnnxDevice device) {
        gpu.set(device.gpu().orElse(NO_GPU));
    }

    /** For the thread that makes it. */
    StageClock stageClock() {
        return new StageClock(stages, registry.config().clock());
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder("millrace.scorer." + name)
                .description(description)
                .register(registry);
    }
}
