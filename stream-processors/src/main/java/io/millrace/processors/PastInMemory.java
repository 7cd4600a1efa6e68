package io.millrace.processors;

import io.millrace.features.FloatVector;
import io.millrace.features.HistoryEncoder;
import io.millrace.features.LastValues;
import io.millrace.features.Past;
import io.millrace.features.PastValues;
import io.millrace.features.Remembered;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The history application in memory, where records are only tried: gives vectors the past of their entity. No labels arrive here. For one thread. */
final class PastInMemory {
    private final HistoryEncoder encoder;
    private final LastValues lastValues;
    private final int most;
    private final boolean isOff;
    private final Map<String, List<Kept>> pasts = new HashMap<>();

    PastInMemory(PipelineDefinition pipeline) {
        this.encoder = HistoryEncoder.of(pipeline);
        this.lastValues = LastValues.of(pipeline);
        this.most = pipeline.history().maxRecords();
        this.isOff = !pipeline.hasPast();
    }

    private record Kept(long happened, Map<String, Double> remembered, float[] shown) {}

    /** Hears of a record what its entity's past will keep of it. */
    Remembered remember() {
        return encoder.remember();
    }

    /**
     * A vector with its past, of which it is then part.
     *
     * @param vector as of an entity without a past
     * @param remembered of the record
     */
    FloatVector in(Optional<String> entity, long happened, FloatVector vector, Remembered remembered) {
        if (isOff || entity.isEmpty()) {
            return vector;
        }
        List<Kept> kept = pasts.computeIfAbsent(entity.get(), unseen -> new ArrayList<>());
        int place = kept.size();
        while (place > 0 && kept.get(place - 1).happened() > happened) {
            place--;
        }
        Map<String, Integer> open = lastValues.open(vector);
        PastValues past = encoder.look(happened, new Before(kept, place), Optional.empty(), open.keySet());
        List<Float> values = past.in(vector.asList(), true, open);
        lastValues.remember(vector, remembered.values());
        kept.add(place, new Kept(happened, remembered.values(), encoder.shown(values)));
        if (kept.size() > most) {
            kept.remove(0);
        }
        return FloatVector.of(values);
    }

    /** Steps back from a place. */
    private static final class Before implements Past {
        private final List<Kept> kept;
        private int place;

        Before(List<Kept> kept, int place) {
            this.kept = kept;
            this.place = place;
        }

        @Override
        public boolean next() {
            return --place >= 0;
        }

        @Override
        public long eventTimeMillis() {
            return kept.get(place).happened();
        }

        @Override
        public double remembered(String column) {
            return kept.get(place).remembered().getOrDefault(column, Double.NaN);
        }

        @Override
        public float[] columns(String fingerprint) {
            return kept.get(place).shown();
        }
    }
}
