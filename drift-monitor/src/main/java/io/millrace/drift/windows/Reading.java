package io.millrace.drift.windows;

import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Outcome;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.WatchedSeries;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.VectorLayout;
import java.util.List;

/** Reads off a record what its series watches. Confined to one thread. */
public interface Reading<V> {
    WatchedSeries series();

    /** Whether the record can be compared with this reference. */
    boolean fits(V record, Reference reference);

    /** Adds the record's kinds to counts that are laid out by the reference. */
    void count(V record, SeriesReference reference, int[] counts);

    /** Every number of the vector. */
    static Reading<FeatureVector> ofFeatures(PipelineDefinition pipeline) {
        List<String> slots = VectorLayout.of(pipeline).slots().stream()
                .map(VectorLayout.Slot::name)
                .toList();
        return new Reading<>() {
            private SeriesReference known;
            private int[] slotOf;

            @Override
            public WatchedSeries series() {
                return WatchedSeries.FEATURES;
            }

            @Override
            public boolean fits(FeatureVector vector, Reference reference) {
                return vector.getEncoderFingerprint().equals(reference.encoder());
            }

            @Override
            public void count(FeatureVector vector, SeriesReference reference, int[] counts) {
                if (reference != known) {
                    slotOf = reference.columns().stream()
                            .mapToInt(slots::indexOf)
                            .toArray();
                    known = reference;
                }
                List<Float> values = vector.getValues();
                for (int column = 0; column < slotOf.length; column++) {
                    int slot = slotOf[column];
                    double value = slot >= 0 && slot < values.size() ? values.get(slot) : Double.NaN;
                    counts[reference.place(column, value)]++;
                }
            }
        };
    }

    /** The class, and how sure the model was. */
    static Reading<Prediction> ofPredictions() {
        return new Reading<>() {
            @Override
            public WatchedSeries series() {
                return WatchedSeries.PREDICTIONS;
            }

            @Override
            public boolean fits(Prediction prediction, Reference reference) {
                return !prediction.getShadow() && prediction.getModelVersion() == reference.version();
            }

            @Override
            public void count(Prediction prediction, SeriesReference reference, int[] counts) {
                counts[reference.place(0, prediction.getLabel())]++;
                counts[reference.place(1, prediction.getConfidence())]++;
            }
        };
    }

    /** The label, the first one of its record. */
    static Reading<Outcome> ofLabels() {
        return new Reading<>() {
            @Override
            public WatchedSeries series() {
                return WatchedSeries.LABELS;
            }

            @Override
            public boolean fits(Outcome outcome, Reference reference) {
                return outcome.getCorrects() == null;
            }

            @Override
            public void count(Outcome outcome, SeriesReference reference, int[] counts) {
                counts[reference.place(0, outcome.getActual())]++;
            }
        };
    }
}
