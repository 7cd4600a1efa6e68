package io.millrace.trainer;

import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.Lineage;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.schemas.serde.ExampleReader;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import io.millrace.trainer.windows.ResolvedWindow;
import io.millrace.trainer.windows.WindowBuilder;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Windows of a pipeline's examples, as the trainer reads them. */
public final class ExampleWindows {
    private final PipelineDefinition pipeline;
    private final KafkaConnection kafka;
    private final SchemaRegistry registry;

    public ExampleWindows(PipelineDefinition pipeline, KafkaConnection kafka, SchemaRegistry registry) {
        this.pipeline = pipeline;
        this.kafka = kafka;
        this.registry = registry;
    }

    /**
     * The window that a request comes to; waits until there are as many examples as it wants, at the least.
     *
     * @throws InterruptedException where the thread was interrupted
     */
    public ResolvedWindow await(RetrainRequest request) throws InterruptedException {
        return examples(Progress.UNTOLD).await(request);
    }

    /**
     * The window that a version was trained on.
     *
     * @throws ServiceFailure where examples of it are no longer there
     * @throws InterruptedException where the thread was interrupted
     */
    public ResolvedWindow again(Lineage lineage) throws InterruptedException {
        return examples(Progress.UNTOLD).between(lineage.getRanges(), lineage.getExamples());
    }

    /** The older examples that a version learnt from beside its window. */
    Replay older(Lineage lineage, String encoder) throws InterruptedException {
        String told = lineage.getParameters().getOrDefault(Preparation.REPLAY, "");
        return told.isEmpty() ? Replay.NONE : examples(Progress.UNTOLD).older(Replay.pieces(told), encoder);
    }

    KafkaExamples examples(Progress progress) {
        return new KafkaExamples(
                Topics.of(pipeline).examples().name(),
                this::consumer,
                new ExampleReader(registry),
                this::window,
                progress,
                WindowMemory.of(pipeline));
    }

    private WindowBuilder window(int most) {
        return new WindowBuilder(
                most, VectorLayout.of(pipeline).length(), pipeline.label().classes());
    }

    /** Such a consumer lives for seconds: too short to be watched. It reads very many in that time. */
    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(kafka.briefConsumer());
        settings.put("max.poll.records", 10_000);
        settings.put("max.partition.fetch.bytes", 8 << 20);
        settings.put("receive.buffer.bytes", 1 << 20);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
