package io.millrace.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.process.Termination;
import io.millrace.runtime.KafkaConnection;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a topic as it grows. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Print predictions, alerts, quarantined records or another topic as JSON lines.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed what was asked for", "1:failed; the last line says why", "2:wrong command line"})
final class TailCommand implements Callable<Integer> {
    private static final String SKETCH = "sketch";

    /** What can be printed. */
    enum Stream {
        PREDICTIONS(Topics::predictions),
        SHADOWS(Topics::shadowPredictions),
        ALERTS(Topics::driftAlerts),
        UNDELIVERED(Topics::undeliveredAlerts),
        QUARANTINE(Topics::quarantine),
        OUTCOMES(Topics::outcomes),
        METRICS(Topics::metrics),
        FEATURES(Topics::features),
        EXAMPLES(Topics::examples),
        LABELS(Topics::labels),
        REQUESTS(Topics::retrainRequests),
        MODELS(Topics::models),
        PROFILES(Topics::profiles);

        private final Function<Topics, Topic<? extends SpecificRecord>> topic;

        Stream(Function<Topics, Topic<? extends SpecificRecord>> topic) {
            this.topic = topic;
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @Parameters(index = "0", paramLabel = "STREAM", description = "What to print: ${COMPLETION-CANDIDATES}")
    private Stream stream;

    @Mixin
    private PipelineOptions pipeline;

    @Option(names = "--from-beginning", description = "Start with the oldest record instead of the next new one.")
    private boolean fromBeginning;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "9223372036854775807",
            description = "Stop after N records.")
    private long limit;

    @Option(names = "--until-end", description = "Stop at the end of the topic instead of waiting for more.")
    private boolean untilEnd;

    @Override
    public Integer call() throws Exception {
        PipelineDefinition definition = pipeline.definition();
        KafkaConnection connection = pipeline.reachable(definition);
        try (Termination termination = new Termination()) {
            print(stream.topic.apply(Topics.of(definition)), connection, termination);
            return 0;
        }
    }

    private <T extends SpecificRecord> void print(Topic<T> topic, KafkaConnection connection, Termination termination)
            throws InterruptedException, JsonProcessingException {
        AvroSerde<T> serde = AvroSerde.of(topic, connection.registry());
        ObjectMapper json = new ObjectMapper();
        PrintStream out = System.out;
        List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(connection.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            if (fromBeginning) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
            }
            long printed = 0;
            while (printed < limit && !termination.asked(0) && !out.checkError()) {
                for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(Duration.ofMillis(300))) {
                    if (entry.value() != null && printed < limit) {
                        T value = serde.deserialize(topic.name(), entry.value());
                        out.println(readable(json.readTree(value.toString())));
                        printed++;
                    }
                }
                if (untilEnd && atEnd(consumer, partitions)) {
                    return;
                }
            }
        }
    }

    /** Without the bytes of a profile, which only programs can read and which are longer than all the rest. */
    private static JsonNode readable(JsonNode line) {
        if (line instanceof ObjectNode fields) {
            fields.remove(SKETCH);
        }
        return line;
    }

    private static boolean atEnd(KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions) {
        return consumer.endOffsets(partitions).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
