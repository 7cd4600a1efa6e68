package io.millrace.cli.demo;

import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.EpisodePhase;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.Outcome;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.Rejected;
import io.millrace.statistics.metrics.Prequential;
import io.millrace.statistics.metrics.SlidingMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * What the topics say happened, by record number: the book the demo is audited by. Filled by one thread, read by others under
 * the same lock.
 */
final class Ledger {
    /** Accuracy before a change is measured over so many records. */
    static final int STRETCH = 2_000;

    private static final int NONE = -1;

    private final List<String> classes;
    private final ToIntFunction<String> numberOf;
    private final byte[] features;
    private final byte[] predictions;
    private final byte[] actual;
    private final byte[] predicted;
    private final long[] labelledMillis;
    private final SortedMap<String, Long> quarantined = new TreeMap<>();
    private final SortedMap<Long, Integer> firstRecordOf = new TreeMap<>();
    private final SortedMap<Long, ModelVersion> champions = new TreeMap<>();
    private final List<DriftAlert> alerts = new ArrayList<>();
    private final Prequential live;
    private final SlidingMean recent = new SlidingMean(STRETCH);
    private long recordsIn;
    private long vectors;
    private long scored;
    private long outcomes;
    private long missingValues;
    private long unseenValues;

    /**
     * @param records how many record numbers there are
     * @param numberOf record number from id
     */
    Ledger(int records, List<String> classes, ToIntFunction<String> numberOf) {
        this.classes = classes;
        this.numberOf = numberOf;
        this.features = new byte[records];
        this.predictions = new byte[records];
        this.actual = new byte[records];
        this.predicted = new byte[records];
        this.labelledMillis = new long[records];
        Arrays.fill(actual, (byte) NONE);
        this.live = new Prequential(classes.size());
    }

    synchronized void record() {
        recordsIn++;
    }

    synchronized void vector(FeatureVector vector) {
        vectors++;
        features[numberOf.applyAsInt(vector.getId())]++;
        missingValues += vector.getMissing();
        unseenValues += vector.getUnseen();
    }

    synchronized void rejected(Rejected rejected) {
        quarantined.merge(rejected.getReason(), 1L, Long::sum);
    }

    synchronized void prediction(Prediction prediction) {
        scored++;
        int number = numberOf.applyAsInt(prediction.getId());
        predictions[number]++;
        firstRecordOf.merge(prediction.getModelVersion(), number, Math::min);
    }

    /** @param timestamp Kafka's, which is the label's */
    synchronized void outcome(Outcome outcome, long timestamp) {
        int number = numberOf.applyAsInt(outcome.getId());
        if (outcome.getCorrects() != null && actual[number] != NONE) {
            correct(number, (byte) classes.indexOf(outcome.getActual()));
            return;
        }
        outcomes++;
        actual[number] = (byte) classes.indexOf(outcome.getActual());
        predicted[number] = (byte) classes.indexOf(outcome.getPredicted());
        labelledMillis[number] = timestamp;
        live.update(actual[number], predicted[number]);
        recent.update(outcome.getCorrect() ? 1 : 0);
    }

    /** The sliding mean stays as it is: what it holds is gone in a moment. */
    private void correct(int number, byte truth) {
        live.correct(actual[number], truth, predicted[number]);
        actual[number] = truth;
    }

    synchronized void alert(DriftAlert alert) {
        alerts.add(alert);
    }

    synchronized void model(ModelVersion model) {
        if (model.getStatus() == ModelStatus.CHAMPION) {
            champions.put(model.getVersion(), model);
        }
    }

    synchronized long recordsIn() {
        return recordsIn;
    }

    synchronized long vectors() {
        return vectors;
    }

    synchronized long scored() {
        return scored;
    }

    synchronized long outcomes() {
        return outcomes;
    }

    synchronized long missingValues() {
        return missingValues;
    }

    synchronized long unseenValues() {
        return unseenValues;
    }

    synchronized SortedMap<String, Long> quarantined() {
        return new TreeMap<>(quarantined);
    }

    synchronized long quarantinedInAll() {
        return quarantined.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Feature vectors without a prediction. */
    synchronized int unscored() {
        int missing = 0;
        for (int i = 0; i < features.length; i++) {
            missing += features[i] > 0 && predictions[i] == 0 ? 1 : 0;
        }
        return missing;
    }

    /** Predictions beyond the first of a record, and predictions of records that never became vectors. */
    synchronized int surplus() {
        int surplus = 0;
        for (int i = 0; i < features.length; i++) {
            surplus += features[i] == 0 ? predictions[i] : Math.max(0, predictions[i] - 1);
        }
        return surplus;
    }

    /** Vectors beyond the first of a record. */
    synchronized int surplusVectors() {
        int surplus = 0;
        for (byte count : features) {
            surplus += Math.max(0, count - 1);
        }
        return surplus;
    }

    synchronized List<DriftAlert> alerts() {
        return List.copyOf(alerts);
    }

    synchronized List<Episode> episodes() {
        return alerts.stream()
                .filter(alert -> alert.getPhase() == EpisodePhase.OPENED)
                .map(alert -> new Episode(
                        alert.getEpisode(),
                        alert.getKind().name(),
                        lastLabelled(alert.getAt().toEpochMilli()),
                        alert.getMessage()))
                .toList();
    }

    /** Versions that served, in order, with the first record each scored. */
    synchronized List<Reign> reigns() {
        List<Reign> reigns = new ArrayList<>();
        firstRecordOf.forEach((version, from) -> {
            ModelVersion model = champions.get(version);
            if (model != null) {
                reigns.add(new Reign(
                        version,
                        from,
                        model.getLineage().getCause(),
                        model.getFamily(),
                        model.getMetrics().getOrDefault("accuracy", Double.NaN)));
            }
        });
        return reigns;
    }

    synchronized Prequential live() {
        return live;
    }

    synchronized double recentAccuracy() {
        return recent.mean();
    }

    /** Prequential metrics over the records from..to in record order. */
    synchronized Prequential between(int from, int to) {
        Prequential metrics = new Prequential(classes.size());
        for (int i = Math.max(0, from); i < Math.min(to, actual.length); i++) {
            if (actual[i] != NONE) {
                metrics.update(actual[i], predicted[i]);
            }
        }
        return metrics;
    }

    /** Labelled records numbered from..to. */
    synchronized int labelledBetween(int from, int to) {
        int labelled = 0;
        for (int i = Math.max(0, from); i < Math.min(to, actual.length); i++) {
            labelled += actual[i] == NONE ? 0 : 1;
        }
        return labelled;
    }

    /** The latest record whose label was on its topic at that time: labels are sent in the order of their records. */
    private int lastLabelled(long millis) {
        for (int i = actual.length - 1; i > 0; i--) {
            if (actual[i] != NONE && labelledMillis[i] <= millis) {
                return i;
            }
        }
        return 0;
    }

    /** A drift episode, by the number of the labelled record at which it opened. */
    record Episode(String id, String kind, int openedAtRecord, String message) {}

    /** The time a model served. */
    record Reign(long version, int fromRecord, String cause, String family, double heldOutAccuracy) {}
}
