package io.millrace.scorer;

import io.millrace.runtime.MeteredConsumer;
import io.millrace.runtime.ServiceContext;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.Scoring;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Makes what brings models to the loops of a scorer: each with readers and models of its own, so that no loop waits for another. */
final class ModelSources {
    private final ServiceContext context;
    private final PipelineDefinition pipeline;
    private final Topics topics;
    private final SchemaRegistry registry;
    private final Supplier<ScoringDevice> device;
    private final InstantSource steady;

    /**
     * @param device where models run, asked for when the first is about to
     * @param steady a clock that nobody sets
     */
    ModelSources(ServiceContext context, Supplier<ScoringDevice> device, InstantSource steady) {
        this.context = context;
        this.pipeline = context.pipeline();
        this.topics = context.topics();
        this.registry = context.kafka().registry();
        this.device = device;
        this.steady = steady;
    }

    /**
     * @param heard counts what becomes of models
     * @param told what troubles them
     * @param withCanaries whether models on trial come too
     */
    Champions champions(ScorerMeters heard, ScorerStatus told, boolean withCanaries) {
        Consumer<String, byte[]> consumer = consumer();
        ModelCatalogue catalogue = catalogue(consumer);
        ModelChunks chunks = chunks();
        ModelAdmission admission = admission();
        Optional<CanarySource> canaries = withCanaries
                ? Optional.of(new CanarySource(
                        new NewestShadow(catalogue, chunks, admission, "answer as canary", heard::refused)))
                : Optional.empty();
        ChampionSource source = new ChampionSource(catalogue, chunks, admission, heard, told, steady);
        return new ChampionFollower(source, canaries, consumer);
    }

    ShadowSource shadows(ShadowMeters meters) {
        Consumer<String, byte[]> consumer = consumer();
        return new ShadowSource(consumer, catalogue(consumer), chunks(), admission(), meters);
    }

    private ModelCatalogue catalogue(Consumer<String, byte[]> consumer) {
        return new ModelCatalogue(consumer, topics.models().name(), AvroSerde.of(topics.models(), registry));
    }

    private ModelChunks chunks() {
        return new ModelChunks(
                this::consumer, topics.modelChunks().name(), AvroSerde.of(topics.modelChunks(), registry));
    }

    private ModelAdmission admission() {
        return new ModelAdmission(
                pipeline.label().classes(), pipeline.scoring().maxBatch(), opener(), ModelAdmission.PATIENCE);
    }

    private ModelOpener opener() {
        return pipeline.scoring().engine() == Scoring.Engine.DJL
                ? DjlModel.in(
                        context.stateDirectory().resolve("models"), device.get().onnx())
                : DirectModel.on(device.get().onnx());
    }

    private Consumer<String, byte[]> consumer() {
        return new MeteredConsumer<>(
                context.kafka().consumer(), new StringDeserializer(), new ByteArrayDeserializer(), context.meters());
    }
}
