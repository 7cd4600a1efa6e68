package io.millrace.features;

import io.millrace.schemas.pipeline.History;
import io.millrace.schemas.pipeline.HistoryFeature;
import io.millrace.schemas.pipeline.HistoryFeature.Take;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.VectorLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says what the slots hold that say something about the past of a record's entity, which stand behind those of the columns. What
 * counts as past is what had come and lies no later by event time; the record itself is left out. Immutable and
 * thread-safe.
 */
public final class HistoryEncoder {
    private final HistoryFeature[] features;
    private final String[] columns;
    private final List<String> remembered;
    private final List<String> classes;
    private final String encoder;
    private final int columnSlots;
    private final int earlier;
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
        this.encoder = Fingerprint.of(pipeline);
        this.columnSlots = VectorLayout.columns(pipeline);
        this.earlier = history.earlier();
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
        return features.length == 0 && earlier == 0;
    }

    /** Of a vector with its past what later ones of its entity show: the slots of its columns; none where none is shown. */
    public float[] shown(List<Float> vector) {
        float[] shown = new float[earlier == 0 ? 0 : columnSlots];
        for (int slot = 0; slot < shown.length; slot++) {
            shown[slot] = vector.get(slot);
        }
        return shown;
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
        new EarlierRecords(earlier, columnSlots).putInto(vector);
    }

    /**
     * What a past says to a record.
     *
     * @param eventTimeMillis when the record happened
     * @param label the one of its entity that arrived last, where there is any
     * @param wanted names of what is remembered of which the last is asked for
     */
    public PastValues look(long eventTimeMillis, Past past, Optional<String> label, Set<String> wanted) {
        Tally[] tallies = new Tally[features.length];
        for (int i = 0; i < tallies.length; i++) {
            tallies[i] = Tally.of(features[i]);
        }
        Map<String, Double> last = new HashMap<>();
        EarlierRecords shown = new EarlierRecords(earlier, columnSlots);
        walk(tallies, shown, eventTimeMillis, past, new HashSet<>(wanted), last);
        List<Float> slots = new ArrayList<>(features.length + earlier * (columnSlots + 1));
        for (int i = 0; i < features.length; i++) {
            slots.add(features[i].take() == Take.LAST_LABEL ? labelled(label) : tallies[i].result());
        }
        shown.addTo(slots);
        return new PastValues(slots, last);
    }

    private void walk(
            Tally[] tallies,
            EarlierRecords shown,
            long eventTimeMillis,
            Past past,
            Set<String> wanted,
            Map<String, Double> last) {
        for (int steps = 1; steps <= maxRecords && past.next(); steps++) {
            long age = eventTimeMillis - past.eventTimeMillis();
            boolean counts = age < reachMillis || steps <= reachSteps;
            if (age > ttlMillis || !(counts || !wanted.isEmpty() || !shown.isFull())) {
                return;
            }
            if (!shown.isFull()) {
                shown.see(age, past.columns(encoder));
            }
            for (int i = 0; counts && i < tallies.length; i++) {
                tallies[i].see(steps, age, columns[i].isEmpty() ? 0 : past.remembered(columns[i]));
            }
            wanted.removeIf(name -> {
                double value = past.remembered(name);
                return !Double.isNaN(value) && last.put(name, value) == null;
            });
        }
    }

    /** The code of a class, from 1; a number as it is. */
    private float labelled(Optional<String> label) {
        if (classes.isEmpty()) {
            return label.map(text -> (float) Decimals.parse(text)).orElse(Float.NaN);
        }
        int place = label.map(classes::indexOf).orElse(-1);
        return place < 0 ? Float.NaN : 1 + place;
    }
}
