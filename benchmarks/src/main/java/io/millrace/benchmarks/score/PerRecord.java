package io.millrace.benchmarks.score;

import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/** Scoring as it is mostly written with Kafka Streams: a {@code mapValues} that asks the model about each record by itself. */
final class PerRecord {
    private final OnnxModel model;
    private final ModelVersion version;

    PerRecord(OnnxModel model, ModelVersion version) {
        this.model = model;
        this.version = version;
    }

    Topology topology(Topics topics, String to, SchemaRegistry registry) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        topics.features().name(),
                        Consumed.with(Serdes.String(), AvroSerde.of(topics.features(), registry))
                                .withName("vectors"))
                .mapValues(this::predicted, Named.as("score"))
                .to(
                        to,
                        Produced.with(Serdes.String(), AvroSerde.of(topics.predictions(), registry))
                                .withName("predictions"));
        return builder.build();
    }

    private Prediction predicted(FeatureVector vector) {
        List<Float> values = vector.getValues();
        float[] matrix = new float[values.size()];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = values.get(i);
        }
        float[] probabilities = model.probabilities(matrix, 1);
        Map<String, Float> shares = new LinkedHashMap<>();
        int best = 0;
        for (int i = 0; i < probabilities.length; i++) {
            shares.put(version.getClasses().get(i), probabilities[i]);
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return new Prediction(
                vector.getId(),
                version.getVersion(),
                vector.getEncoderFingerprint(),
                vector.getEventTime(),
                Instant.now(),
                version.getClasses().get(best),
                (double) probabilities[best],
                shares,
                false,
                false,
                version.getRevision(),
                false);
    }
}
