package io.millrace.cli.backtest;

import io.millrace.cli.audit.TopicReader;
import io.millrace.cli.models.ModelDesk;
import io.millrace.cli.process.Termination;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.OwnRecords;
import io.millrace.runtime.Refusals;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.pipeline.LabelDefinition;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.topics.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kafka.common.KafkaException;

/** Where the answers of the running system are, and its models. */
public final class ServedTopic {
    private final PipelineDefinition pipeline;
    private final KafkaConnection kafka;
    private final Topics topics;
    private final ModelDesk desk;

    public ServedTopic(PipelineDefinition pipeline, KafkaConnection kafka) {
        this.pipeline = pipeline;
        this.kafka = kafka;
        this.topics = Topics.of(pipeline);
        this.desk = new ModelDesk(kafka, topics);
    }

    /**
     * All that was answered by now; of an id that was answered twice, the latest.
     *
     * @throws ServiceFailure where it cannot be read
     */
    public Served read() throws InterruptedException {
        Map<String, Served.Answer> answers = new HashMap<>();
        OwnRecords<Prediction> predictions = new OwnRecords<>(topics.predictions(), kafka.registry());
        try (Termination termination = new Termination();
                TopicReader reader = new TopicReader(kafka, termination)) {
            reader.readAll(
                    topics.predictions(),
                    entry -> predictions
                            .read(entry.value())
                            .ifPresent(prediction -> answers.put(prediction.getId(), answer(prediction))));
        } catch (KafkaException e) {
            throw new Refusals(kafka).failure("the predictions cannot be read", e);
        }
        SortedMap<Long, ModelVersion> versions = desk.versions();
        return new Served(answers, pipeline.label().coldStart(), model -> bytes(model, versions.get(model.version())));
    }

    private Served.Answer answer(Prediction prediction) {
        return new Served.Answer(
                new Served.Model(prediction.getModelVersion(), prediction.getRevision()),
                prediction.getEncoderFingerprint(),
                values(pipeline.label(), prediction));
    }

    private static float[] values(LabelDefinition label, Prediction prediction) {
        if (label.isNumber()) {
            return new float[] {Float.parseFloat(prediction.getLabel())};
        }
        List<String> classes = label.classes();
        float[] values = new float[classes.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = prediction.getProbabilities().getOrDefault(classes.get(i), 0f);
        }
        return values;
    }

    /** Of a version that learns on only the latest revision is kept. */
    private Optional<OnnxModel> bytes(Served.Model model, ModelVersion version) {
        if (version == null || version.getChunks() == 0 || version.getRevision() != model.revision()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new OnnxModel(desk.bytes(version.getVersion()).toArray()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceFailure("interrupted while a model was read", e);
        }
    }
}
