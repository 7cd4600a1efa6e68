package io.millrace.processors;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.runtime.OwnRecords;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Outcomes in, metrics of tumbling windows out. Each partition counts its own outcomes; the counts of a window come together in one partition, where
 * they are added up.
 */
public final class EvaluateTopology {
    /** Key of what is brought together. */
    static final String TOGETHER = "all";

    private EvaluateTopology() {}

    /** @param meters where the last window is shown */
    public static Topology build(PipelineDefinition pipeline, SchemaRegistry registry, MeterRegistry meters) {
        Topics topics = Topics.of(pipeline);
        Duration length = pipeline.metrics().window();
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        topics.outcomes().name(),
                        Consumed.with(Serdes.String(), Serdes.ByteArray())
                                .withTimestampExtractor(new AnyTimestamp())
                                .withName("outcomes"))
                .process(
                        OutcomeCounter.supplier(new OwnRecords<>(topics.outcomes(), registry), length),
                        Named.as("count-outcomes"))
                .repartition(Repartitioned.with(
                                Serdes.String(), EvaluateBytes.serde(PartitionShare::write, PartitionShare::read))
                        .withName("windows")
                        .withNumberOfPartitions(1))
                .process(
                        WindowMerger.supplier(
                                topics.outcomes().partitions(), length, new WindowMeters(pipeline.name(), meters)),
                        Named.as("merge-windows"))
                .to(
                        topics.metrics().name(),
                        Produced.with(Serdes.String(), AvroSerde.of(topics.metrics(), registry))
                                .withName("metrics"));
        return builder.build();
    }
}
