package io.millrace.drift.windows;

import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Outcome;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.WatchedSeries;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.schemas.topics.Topics;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Reads off a record what its series watches. Confined to one thread. */
public interface Reading<V> {
    /** Reason for which a record that came again is in quarantine. */
    String DUPLICATE = "duplicate";

    WatchedSeries series();

    /** Why the record is in quarantine, and thus not to be counted; empty where it is not. */
    default Optional<String> quarantined(V record) {
        return Optional.empty();
    }

    /** Whether the record can be compared with this reference. */
    boolean fits(V record, Reference reference);

    /** Adds the record's kinds to counts that are laid out by the reference. */
    void count(V record, SeriesReference reference, int[] counts);

    /** Of a {@link FeatureVector} every number; of a {@link Rejected} record why there is no vector. */
    static Reading<SpecificRecord> ofFeatures(PipelineDefinition pipeline) {
        String records = Topics.of(pipeline).records().name();
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
            public Optional<String> quarantined(SpecificRecord record) {
                return record instanceof Rejected rejected ? Optional.of(rejected.getReason()) : Optional.empty();
            }

            @Override
            public boolean fits(SpecificRecord record, Reference reference) {
                return record instanceof FeatureVector vector
                        ? vector.getEncoderFingerprint().equals(reference.encoder())
                        : isFaulty((Rejected) record);
            }

            /** A label is no record, and of a duplicate nothing is lost. */
            private boolean isFaulty(Rejected rejected) {
                return rejected.getOriginalTopic().equals(records)
                        && !rejected.getReason().equals(DUPLICATE);
            }

            @Override
            public void count(SpecificRecord record, SeriesReference reference, int[] counts) {
                if (reference != known) {
                    slotOf = reference.columns().stream()
                            .mapToInt(slots::indexOf)
                            .toArray();
                    known = reference;
                }
                List<Float> values = ((FeatureVector) record).getValues();
                for (int column = 0; column < slotOf.length; column++) {
                    int slot = slotOf[column];
                    double value = slot >= 0 && slot < values.size() ? values.get(slot) : Double.NaN;
                    counts[reference.place(column, value)]++;
                }
            }
        };
    }

    /** The class, and how sure the model was; or the number. */
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
                if (Double.isNaN(prediction.getConfidence())) {
                    counts[reference.place(0, number(prediction.getLabel()))]++;
                } else {
                    counts[reference.place(0, prediction.getLabel())]++;
                    counts[reference.place(1, prediction.getConfidence())]++;
                }
            }
        };
    }

    /** A label of regression; what is none is missing. */
    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
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
                if (Double.isNaN(outcome.getConfidence())) {
                    counts[reference.place(0, number(outcome.getActual()))]++;
                } else {
                    counts[reference.place(0, outcome.getActual())]++;
                }
            }
        };
    }
}
