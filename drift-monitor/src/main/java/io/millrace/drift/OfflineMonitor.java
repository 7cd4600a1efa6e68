package io.millrace.drift;

import io.millrace.drift.windows.Part;
import io.millrace.drift.windows.Reading;
import io.millrace.drift.windows.Reference;
import io.millrace.drift.windows.SeriesReference;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.ModelReference;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.Outcome;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.WatchedSeries;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * The monitor without Kafka, for a stream that lies in a file: the same counting, charts, episodes and policy, by the time of the records. Each method returns what the
 * service would write: drift alerts, retrain requests and decisions. For one thread.
 */
public final class OfflineMonitor {
    private final Monitor monitor;
    private final Reading<SpecificRecord> features;
    private final Reading<Prediction> predictions = Reading.ofPredictions();
    private final Reading<Outcome> labels = Reading.ofLabels();
    private final int batch;
    private final Map<WatchedSeries, Part> parts = new EnumMap<>(WatchedSeries.class);
    private Optional<Reference> reference = Optional.empty();
    private long now;

    public OfflineMonitor(PipelineDefinition pipeline) {
        this.monitor = new Monitor(
                pipeline,
                version -> reference.filter(known -> known.version() == version),
                () -> Instant.ofEpochMilli(now),
                MonitorState.fresh(),
                Windows.none());
        this.features = Reading.ofFeatures(pipeline);
        this.batch = DriftTopology.batch(pipeline);
    }

    /** A version serves from now on. */
    public List<SpecificRecord> onChampion(ModelVersion version, ModelReference heldAgainst, long at) {
        reference = Optional.of(Reference.of(heldAgainst));
        parts.clear();
        return show(new ModelSeen(true, version), at);
    }

    /** A version that does not serve, or no longer, has another status. */
    public List<SpecificRecord> onOther(ModelVersion version, long at) {
        return show(new ModelSeen(false, version), at);
    }

    public List<SpecificRecord> onVector(FeatureVector vector, long at) {
        return count(vector, features, at);
    }

    /** A record was put into quarantine. */
    public List<SpecificRecord> onQuarantined(String reason, long at) {
        Optional<SeriesReference> columns = reference.flatMap(known -> known.series(WatchedSeries.FEATURES));
        if (columns.isEmpty() || reason.equals(Reading.DUPLICATE)) {
            return List.of();
        }
        Part part = part(WatchedSeries.FEATURES, columns.get());
        part.quarantine(reason, at);
        return sendIfFull(part, WatchedSeries.FEATURES, at);
    }

    public List<SpecificRecord> onPrediction(Prediction prediction, long at) {
        return count(prediction, predictions, at);
    }

    /** First outcomes only: what corrects one is passed over, as by the service. */
    public List<SpecificRecord> onOutcome(Outcome outcome, long at) {
        if (OutcomeSeen.isCorrection(outcome)) {
            return List.of();
        }
        List<SpecificRecord> ofErrors = show(OutcomeSeen.of(outcome), at);
        List<SpecificRecord> ofLabels = count(outcome, labels, at);
        return ofLabels.isEmpty()
                ? ofErrors
                : List.of(ofErrors, ofLabels).stream().flatMap(List::stream).toList();
    }

    private <V> List<SpecificRecord> count(V record, Reading<V> reading, long at) {
        Optional<SeriesReference> columns =
                reference.filter(known -> reading.fits(record, known)).flatMap(known -> known.series(reading.series()));
        if (columns.isEmpty()) {
            return List.of();
        }
        Part part = part(reading.series(), columns.get());
        part.add(record, reading, columns.get(), at);
        return sendIfFull(part, reading.series(), at);
    }

    private Part part(WatchedSeries which, SeriesReference columns) {
        long version = reference.orElseThrow().version();
        return parts.computeIfAbsent(which, series -> new Part(version, columns.places()));
    }

    private List<SpecificRecord> sendIfFull(Part part, WatchedSeries series, long at) {
        if (part.arrived() < batch) {
            return List.of();
        }
        parts.put(series, part.next());
        return show(SeriesSeen.of(part, series), at);
    }

    private List<SpecificRecord> show(Evidence evidence, long at) {
        now = at;
        return evidence.showTo(monitor, at).stream().map(Decision::value).toList();
    }
}
