package io.millrace.features;

import io.millrace.schemas.pipeline.History;
import io.millrace.schemas.pipeline.HistoryFeature;
import io.millrace.schemas.pipeline.HistoryFeature.Take;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Fills the slots that say something about the past of a record's entity, which stand behind those of the columns. What
 * counts as past is what had come and lies no later by event time; the record itself is left out. Immutable and
 * thread-safe.
 */
public final class HistoryEncoder {
    private final HistoryFeature[] features;
    private final String[] columns;
    private final List<String> remembered;
    private final List<String> classes;
    private final int maxRecords;
    private final long ttlMillis;
    private final long reachMillis;
    private final int reachSteps;

    private HistoryEncoder(PipelineDefinition pipeline) {
        History history = pipeline.history();
        this.features = history.features().toArray(HistoryFeature[]::new);
        this.remembered = history.columns();
        this.columns = history.features().stream()
                .map(feature -> feature.of().orElse(""))
                .toArray(String[]::new);
        this.classes = pipeline.label().classes();
        this.maxRecords = history.maxRecords();
        this.ttlMillis = history.ttl().toMillis();
        this.reachMillis = history.features().stream()
                .mapToLong(feature -> feature.window().map(Duration::toMillis).orElse(0L))
                .max()
                .orElse(0);
        this.reachSteps = history.features().stream()
                .mapToInt(HistoryFeature::steps)
                .max()
                .orElse(0);
    }

    public static HistoryEncoder of(PipelineDefinition pipeline) {
        return new HistoryEncoder(pipeline);
    }

    /** Whether vectors say nothing about the past. */
    public boolean isEmpty() {
        return features.length == 0;
    }

    /** Hears of one record what its entity's past will keep of it. */
    public Remembered remember() {
        return new Remembered(remembered);
    }

    /** The slots of a record whose entity has no past, or that has no entity. */
    void putNothing(VectorBuilder vector) {
        for (HistoryFeature feature : features) {
            vector.put(Tally.of(feature).result());
        }
    }

    /**
     * @param vector of the record, its slots of the past still empty
     * @param eventTimeMillis when the record happened
     * @param label the one of its entity that arrived last, where there is any
     * @return the whole vector
     */
    public FloatVector fill(FloatVector vector, long eventTimeMillis, Past past, Optional<String> label) {
        Tally[] tallies = new Tally[features.length];
        for (int i = 0; i < tallies.length; i++) {
            tallies[i] = Tally.of(features[i]);
        }
        walk(tallies, eventTimeMillis, past);
        float[] values = vector.toArray();
        int first = values.length - features.length;
        for (int i = 0; i < features.length; i++) {
            values[first + i] = features[i].take() == Take.LAST_LABEL ? code(label) : tallies[i].result();
        }
        return FloatVector.wrap(values);
    }

    private void walk(Tally[] tallies, long eventTimeMillis, Past past) {
        for (int steps = 1; steps <= maxRecords && past.next(); steps++) {
            long age = eventTimeMillis - past.eventTimeMillis();
            if (age > ttlMillis || (age >= reachMillis && steps > reachSteps)) {
                return;
            }
            for (int i = 0; i < tallies.length; i++) {
                tallies[i].see(steps, age, columns[i].isEmpty() ? 0 : past.remembered(columns[i]));
            }
        }
    }

    private float code(Optional<String> label) {
        int place = label.map(classes::indexOf).orElse(-1);
        return place < 0 ? Float.NaN : 1 + place;
    }
}
