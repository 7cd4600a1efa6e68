package io.millrace.processors;

import io.millrace.features.FloatVector;
import io.millrace.features.LabelReading;
import io.millrace.features.LabelReading.Labelled;
import io.millrace.features.LabelRule;
import io.millrace.features.Reason;
import io.millrace.features.Refused;
import io.millrace.processors.JoinPart.Answer;
import io.millrace.processors.JoinPart.Features;
import io.millrace.processors.JoinPart.Truth;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Label;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Reads what comes to the join: vectors, predictions and labels, by the topic they come from. Users write labels, so
 * nothing is taken on trust.
 */
final class JoinParts {
    private final Topics topics;
    private final AvroSerde<FeatureVector> vectors;
    private final AvroSerde<Prediction> predictions;
    private final AvroSerde<Label> labels;
    private final LabelRule labelRule;

    JoinParts(PipelineDefinition pipeline, SchemaRegistry registry) {
        this.topics = Topics.of(pipeline);
        this.vectors = AvroSerde.of(topics.features(), registry);
        this.predictions = AvroSerde.of(topics.predictions(), registry);
        this.labels = AvroSerde.of(topics.labels(), registry);
        this.labelRule = LabelRule.of(pipeline.label());
    }

    /**
     * @return empty for a shadow's prediction, which does not count
     * @throws Rejection where it cannot be used
     */
    Optional<JoinPart> read(String topic, String id, Record<byte[], byte[]> record) throws Rejection {
        if (topic.equals(topics.features().name())) {
            return Optional.of(features(id, record, topic));
        }
        return topic.equals(topics.labels().name()) ? Optional.of(truth(id, record, topic)) : answer(id, record, topic);
    }

    private Features features(String id, Record<byte[], byte[]> record, String topic) throws Rejection {
        FeatureVector vector = Decoding.decode(record.value(), bytes -> vectors.deserialize(topic, bytes));
        check(id, vector.getId());
        return new Features(
                record.timestamp(),
                vector.getEncoderFingerprint(),
                vector.getEventTime().toEpochMilli(),
                FloatVector.of(vector.getValues()),
                Optional.ofNullable(vector.getEntity()));
    }

    private Optional<JoinPart> answer(String id, Record<byte[], byte[]> record, String topic) throws Rejection {
        Prediction prediction = Decoding.decode(record.value(), bytes -> predictions.deserialize(topic, bytes));
        check(id, prediction.getId());
        return prediction.getShadow()
                ? Optional.empty()
                : Optional.of(new Answer(
                        record.timestamp(),
                        prediction.getModelVersion(),
                        prediction.getScoredAt().toEpochMilli(),
                        prediction.getLabel(),
                        prediction.getConfidence(),
                        prediction.getColdStart(),
                        prediction.getProbabilities()));
    }

    private Truth truth(String id, Record<byte[], byte[]> record, String topic) throws Rejection {
        Label label = Decoding.decode(record.value(), bytes -> labels.deserialize(topic, bytes));
        check(id, label.getId());
        LabelReading reading = labelRule.read(label.getValue());
        if (reading instanceof Labelled labelled) {
            return new Truth(
                    record.timestamp(), labelled.value(), label.getLabelledAt().toEpochMilli());
        }
        throw reading instanceof Refused refused
                ? new Rejection(refused.reason(), Optional.of("value"), refused.message())
                : new Rejection(Reason.MISSING_VALUE, Optional.of("value"), "the label is empty");
    }

    private static void check(String key, String id) throws Rejection {
        if (!key.equals(id)) {
            throw new Rejection(Reason.ID_MISMATCH, Optional.of("id"), "the id names another record than the key does");
        }
    }
}
