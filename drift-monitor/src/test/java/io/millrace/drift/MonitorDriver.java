package io.millrace.drift;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.DriftKind;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.ModelReference;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.Outcome;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.RetrainDecision;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/** The drift monitor's topology under a seeded stream, one record every ten milliseconds. Remembers all that came out. */
final class MonitorDriver implements AutoCloseable {
    static final long STEP_MILLIS = 10;

    private final Random random = new Random(42);
    private final Random labels = new Random(43);
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, Outcome> outcomes;
    private final TestInputTopic<String, Prediction> predictions;
    private final TestInputTopic<String, FeatureVector> features;
    private final TestInputTopic<String, Rejected> quarantine;
    private final TestInputTopic<String, ModelVersion> models;
    private final TestInputTopic<String, ModelReference> references;
    private final TestOutputTopic<String, DriftAlert> alertTopic;
    private final TestOutputTopic<String, RetrainRequest> requestTopic;
    private final TestOutputTopic<String, RetrainDecision> decisionTopic;
    private final List<DriftAlert> alerts = new ArrayList<>();
    private final List<RetrainRequest> requests = new ArrayList<>();
    private final List<RetrainDecision> decisions = new ArrayList<>();
    private long now = 1_700_000_000_000L;

    MonitorDriver(PipelineDefinition pipeline) {
        SchemaRegistry registry = new SchemaRegistry("mock", new MockSchemaRegistryClient());
        Topics topics = Topics.of(pipeline);
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "application.id",
                "test",
                "bootstrap.servers",
                "none:9",
                "ensure.explicit.internal.resource.naming",
                true));
        StringSerializer keys = new StringSerializer();
        StringDeserializer readKeys = new StringDeserializer();
        driver = new TopologyTestDriver(
                DriftTopology.build(pipeline, registry, meters), settings, Instant.ofEpochMilli(now));
        outcomes = driver.createInputTopic(topics.outcomes().name(), keys, AvroSerde.of(topics.outcomes(), registry));
        predictions = driver.createInputTopic(
                topics.predictions().name(), keys, AvroSerde.of(topics.predictions(), registry));
        models = driver.createInputTopic(topics.models().name(), keys, AvroSerde.of(topics.models(), registry));
        features = driver.createInputTopic(topics.features().name(), keys, AvroSerde.of(topics.features(), registry));
        quarantine =
                driver.createInputTopic(topics.quarantine().name(), keys, AvroSerde.of(topics.quarantine(), registry));
        references = driver.createInputTopic(
                topics.modelReferences().name(), keys, AvroSerde.of(topics.modelReferences(), registry));
        decisionTopic = driver.createOutputTopic(
                topics.retrainDecisions().name(), readKeys, AvroSerde.of(topics.retrainDecisions(), registry));
        alertTopic = driver.createOutputTopic(
                topics.driftAlerts().name(), readKeys, AvroSerde.of(topics.driftAlerts(), registry));
        requestTopic = driver.createOutputTopic(
                topics.retrainRequests().name(), readKeys, AvroSerde.of(topics.retrainRequests(), registry));
    }

    /** What the gauge says of the kind. */
    double open(DriftKind kind) {
        return meters.get("millrace.drift.open")
                .tags("kind", kind.name())
                .gauge()
                .value();
    }

    /** How many of the kind are counted. */
    double opened(DriftKind kind) {
        return meters.get("millrace.drift.episodes")
                .tags("kind", kind.name())
                .counter()
                .count();
    }

    long now() {
        return now;
    }

    /** So many outcomes of a model that errs so often. */
    void outcomes(int count, long version, double errorRate) {
        outcomes(count, version, "e", errorRate);
    }

    /** The same for records of a pipeline whose encoder is that one. */
    void outcomes(int count, long version, String encoder, double errorRate) {
        for (int i = 0; i < count; i++) {
            outcomes.pipeInput("id", outcome(version, encoder, random.nextDouble() < errorRate), tick());
        }
        collect();
    }

    /** So many outcomes that a later label made wrong. */
    void corrections(int count, long version) {
        for (int i = 0; i < count; i++) {
            Outcome wrong = outcome(version, "e", true);
            outcomes.pipeInput(
                    "id", Outcome.newBuilder(wrong).setCorrects("yes").build(), tick());
        }
        collect();
    }

    /** So many outcomes of the label prior, for vectors of that encoder. */
    void priorOutcomes(int count, String encoder) {
        for (int i = 0; i < count; i++) {
            outcomes.pipeInput("id", outcome(0, encoder, random.nextBoolean()), tick());
        }
        collect();
    }

    /** So many predictions, with such a share of yes. */
    void predictions(int count, long version, double yes) {
        for (int i = 0; i < count; i++) {
            String label = random.nextDouble() < yes ? "yes" : "no";
            predictions.pipeInput("id", prediction(version, label), tick());
        }
        collect();
    }

    /** So many vectors whose salaries are spread over 0 to 1 and then moved; some without one. */
    void vectors(int count, double shift, double missing) {
        for (int i = 0; i < count; i++) {
            double salary = random.nextDouble() < missing ? Double.NaN : random.nextDouble() + shift;
            features.pipeInput("id", vector("e", (float) salary), tick());
        }
        collect();
    }

    /** So many records, of which such a share is put into quarantine for that reason. */
    void records(int count, double quarantined, String reason) {
        for (int i = 0; i < count; i++) {
            if (random.nextDouble() < quarantined) {
                quarantine.pipeInput("id", rejected("loans.records", reason), tick());
            } else {
                features.pipeInput("id", vector("e", random.nextFloat()), tick());
            }
        }
        collect();
    }

    /** So many labels that were put into quarantine. */
    void rejectedLabels(int count) {
        for (int i = 0; i < count; i++) {
            quarantine.pipeInput("id", rejected("loans.labels", "unknown-class"), tick());
        }
        collect();
    }

    /** So many vectors of another encoder. */
    void vectorsOf(String encoder, int count) {
        for (int i = 0; i < count; i++) {
            features.pipeInput("id", vector(encoder, 9), tick());
        }
        collect();
    }

    void secondPasses() {
        passes(Duration.ofSeconds(1));
    }

    /** By the clock, not by the records. */
    void passes(Duration time) {
        driver.advanceWallClockTime(time);
        collect();
    }

    void timePasses(Duration time) {
        now += time.toMillis();
    }

    /** So many outcomes whose labels are spread around 0 and whose numbers miss them by so much, give or take. */
    void numbers(int count, long version, double labelled, double spread) {
        for (int i = 0; i < count; i++) {
            double actual = labelled + 15 * random.nextGaussian();
            double error = spread * random.nextGaussian();
            outcomes.pipeInput(
                    "id",
                    Outcome.newBuilder(outcome(version, "e", true))
                            .setPredicted(Double.toString(actual + error))
                            .setActual(Double.toString(actual))
                            .setLoss(error * error)
                            .setConfidence(Double.NaN)
                            .build(),
                    tick());
        }
        collect();
    }

    void promote(ModelVersion version) {
        promote(version, Versions.reference(version));
    }

    void promote(ModelVersion version, ModelReference reference) {
        references.pipeInput(Long.toString(version.getVersion()), reference, now);
        references.pipeInput(Topics.CHAMPION, reference, now);
        models.pipeInput(Long.toString(version.getVersion()), version, tick());
        models.pipeInput(Topics.CHAMPION, version, now);
        collect();
    }

    void reject(ModelVersion version) {
        models.pipeInput(Long.toString(version.getVersion()), version, tick());
        collect();
    }

    List<DriftAlert> alerts() {
        return alerts;
    }

    List<String> phases() {
        return alerts.stream()
                .map(alert -> alert.getEpisode() + " " + alert.getPhase())
                .toList();
    }

    List<RetrainRequest> requests() {
        return requests;
    }

    List<RetrainDecision> decisions() {
        return decisions;
    }

    RetrainRequest latestRequest() {
        return requests.get(requests.size() - 1);
    }

    @Override
    public void close() {
        driver.close();
    }

    private long tick() {
        now += STEP_MILLIS;
        return now;
    }

    private void collect() {
        alerts.addAll(alertTopic.readValuesToList());
        requests.addAll(requestTopic.readValuesToList());
        decisions.addAll(decisionTopic.readValuesToList());
    }

    /** Half of the labels are yes, whatever was predicted. */
    private Outcome outcome(long version, String encoder, boolean error) {
        String actual = labels.nextBoolean() ? "yes" : "no";
        String other = actual.equals("yes") ? "no" : "yes";
        return Outcome.newBuilder()
                .setId("id")
                .setModelVersion(version)
                .setEncoderFingerprint(encoder)
                .setEventTime(Instant.EPOCH)
                .setScoredAt(Instant.EPOCH)
                .setLabelledAt(Instant.EPOCH)
                .setPredicted(error ? other : actual)
                .setActual(actual)
                .setCorrect(!error)
                .setLoss(0.1)
                .setConfidence(0.9)
                .setColdStart(version == 0)
                .setLabelDelayMillis(0)
                .build();
    }

    private static Prediction prediction(long version, String label) {
        return Prediction.newBuilder()
                .setId("id")
                .setModelVersion(version)
                .setEncoderFingerprint("e")
                .setEventTime(Instant.EPOCH)
                .setScoredAt(Instant.EPOCH)
                .setLabel(label)
                .setConfidence(0.9)
                .setProbabilities(Map.of(label, 0.9f))
                .setColdStart(version == 0)
                .setShadow(false)
                .build();
    }

    private static Rejected rejected(String topic, String reason) {
        return Rejected.newBuilder()
                .setId("id")
                .setStage("clean")
                .setReason(reason)
                .setField(null)
                .setMessage("broken")
                .setOriginalKey(null)
                .setOriginalValue(null)
                .setOriginalHeaders(List.of())
                .setOriginalTopic(topic)
                .setOriginalPartition(0)
                .setOriginalOffset(0)
                .setOriginalTimestamp(Instant.EPOCH)
                .build();
    }

    private static FeatureVector vector(String encoder, float salary) {
        return FeatureVector.newBuilder()
                .setId("id")
                .setEncoderFingerprint(encoder)
                .setEventTime(Instant.EPOCH)
                .setValues(List.of(salary))
                .setMissing(Float.isNaN(salary) ? 1 : 0)
                .setUnseen(0)
                .build();
    }
}
