package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.embedded.EmbeddedCluster;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.TopicCreation;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream processors alone, killed while dirty records and outcomes stream in. */
class EncodeCrashIT {
    private static final int KILLS = 5;
    private static final int RATE = 200;
    private static final int PARTITIONS = 3;

    private final long seed = Long.getLong("millrace.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    private Path directory;

    @Test
    void shouldMakeOneThingOfEveryRecordAndCountEveryOutcomeOnceWhenKilledAtFiveRandomMoments() throws Exception {
        PipelineDefinition pipeline = DirtyRecords.pipeline("sales", PARTITIONS);
        Files.writeString(directory.resolve("sales.yaml"), DirtyRecords.yaml("sales", PARTITIONS));
        Topics topics = Topics.of(pipeline);
        DirtyRecords records = new DirtyRecords(seed);
        EncodeOracle oracle = new EncodeOracle(pipeline, Map.of());
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory.resolve("kafka"), EmbeddedCluster.Ports.ANY)) {
            KafkaConnection kafka = cluster.connection();
            TopicCreation.ensure(kafka, topics, 1);
            try (PacedSender sender = new PacedSender(
                            kafka,
                            topics.records().name(),
                            Stream.generate(records::next).iterator(),
                            RATE);
                    EncodeOutput output = new EncodeOutput(kafka, topics);
                    SentOutcomes outcomes = new SentOutcomes(kafka, topics, random)) {
                for (int i = 0; i < KILLS; i++) {
                    outcomes.send(200 + random.nextInt(200));
                    killAtWork(kafka, output);
                }
                try (MillraceProcess processors = processors(kafka)) {
                    sender.stop().forEach(oracle::sent);
                    output.await(sender.stop().size());
                    outcomes.checkWindows();
                    processors.askToStop();
                    assertThat(processors.endsWithin(60_000)).isTrue();
                }
                output.readToTheEnd();
                oracle.check(output);
                assertThat(output.vocabularies().get(DirtyRecords.TOWN)).hasSize(DirtyRecords.LEARNED_TOWNS);
            }
        } catch (AssertionError e) {
            throw new AssertionError("with -Dmillrace.seed=" + seed, e);
        }
    }

    /** Some records after it began to work, and then at any moment of the next second. */
    private void killAtWork(KafkaConnection kafka, EncodeOutput output) throws IOException, InterruptedException {
        try (MillraceProcess processors = processors(kafka)) {
            output.await(output.count() + 1 + random.nextInt(500));
            assertThat(processors.endsWithin(random.nextInt(1_000)))
                    .as(processors.said())
                    .isFalse();
        }
    }

    /** On the state its predecessor left, or with none: then everything comes from the topics. */
    private MillraceProcess processors(KafkaConnection kafka) throws IOException {
        return MillraceProcess.streamProcessors(
                directory.resolve("processors.log"), directory, kafka, "data-" + random.nextInt(2));
    }
}
