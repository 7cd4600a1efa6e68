package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.millrace.cli.embedded.EmbeddedCluster;
import io.millrace.features.CleanValues;
import io.millrace.features.Encoded;
import io.millrace.features.Encoder;
import io.millrace.features.Knowledge;
import io.millrace.features.RawRecord;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.TopicCreation;
import io.millrace.schemas.ColumnProfile;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.serde.Bytes;
import io.millrace.schemas.topics.Topics;
import io.millrace.statistics.profiles.Profile;
import io.millrace.systemtests.DirtyRecords.Sale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns profiled by one instance and by two, each killed while dirty records stream in: each record counts once. */
class ProfilesIT {
    private static final int PARTITIONS = 3;
    private static final int RATE = 300;
    private static final int KILLS = 3;
    private static final String PROFILED = "profiles: {window: 1d}\n";

    private final long seed = Long.getLong("millrace.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, Profile> expected = new HashMap<>();

    @TempDir
    private Path directory;

    @Test
    void shouldCountEveryCleanRecordOnceHoweverOftenProfilersAreKilled() throws Exception {
        String yaml = DirtyRecords.yaml("sales", PARTITIONS) + PROFILED;
        Files.writeString(directory.resolve("sales.yaml"), yaml);
        PipelineDefinition pipeline = PipelineReader.parse(yaml, "sales.yaml");
        Topics topics = Topics.of(pipeline);
        DirtyRecords records = new DirtyRecords(seed);
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory.resolve("kafka"), EmbeddedCluster.Ports.ANY)) {
            KafkaConnection kafka = cluster.connection();
            TopicCreation.ensure(kafka, topics, 1);
            CommittedTopic<ColumnProfile> profiles = new CommittedTopic<>(kafka, topics.profiles());
            try (PacedSender sender = new PacedSender(
                            kafka,
                            topics.records().name(),
                            Stream.generate(records::next).iterator(),
                            RATE);
                    MillraceProcess steady = processors(kafka, 0)) {
                for (int kill = 1; kill <= KILLS; kill++) {
                    try (MillraceProcess killed = processors(kafka, kill)) {
                        assertThat(killed.endsWithin(12_000 + random.nextInt(6_000)))
                                .as(killed.said())
                                .isFalse();
                    }
                }
                List<Sale> sent = sender.stop();
                sent.forEach(sale -> expect(Encoder.of(pipeline), sale));
                profiles.await(1, profile -> profile.getColumn().equals("amount"));
                long counted = expected.get("amount").count();
                awaitCount(profiles, counted);
                steady.askToStop();
                assertThat(steady.endsWithin(60_000)).isTrue();
            }
            expected.forEach((column, whole) -> check(merged(profiles, column), whole, column));
        } catch (AssertionError e) {
            throw new AssertionError("with -Dmillrace.seed=" + seed, e);
        }
    }

    private void awaitCount(CommittedTopic<ColumnProfile> profiles, long count) throws InterruptedException {
        long end = System.nanoTime() + 120_000_000_000L;
        while (merged(profiles, "amount").count() < count && System.nanoTime() < end) {
            Thread.sleep(1_000);
        }
    }

    private static void check(Profile found, Profile whole, String column) {
        assertThat(found.count()).as(column).isEqualTo(whole.count());
        assertThat(found.missing()).as(column).isEqualTo(whole.missing());
        assertThat(found.distinct()).as(column).isCloseTo(whole.distinct(), withPercentage(5));
        if (whole.distinct() < Profile.EXACT_CATEGORIES) {
            assertThat(found.top(Profile.EXACT_CATEGORIES)).as(column).isEqualTo(whole.top(Profile.EXACT_CATEGORIES));
        }
        if (!Double.isNaN(whole.mean())) {
            assertThat(found.mean()).as(column).isCloseTo(whole.mean(), within(1e-6 * Math.abs(whole.mean())));
            assertThat(found.min()).as(column).isEqualTo(whole.min());
            assertThat(found.max()).as(column).isEqualTo(whole.max());
        }
    }

    /** The latest of each partition and window, merged. */
    private static Profile merged(CommittedTopic<ColumnProfile> profiles, String column) {
        Map<String, ColumnProfile> latest = new HashMap<>();
        profiles.records().stream()
                .filter(profile -> profile.getColumn().equals(column))
                .forEach(profile -> latest.put(profile.getPartition() + "/" + profile.getFrom(), profile));
        Profile merged = new Profile();
        for (ColumnProfile profile : latest.values()) {
            merged.merge(Profile.of(Bytes.of(profile.getSketch())));
        }
        return merged;
    }

    /** What the encoder, run on the record by itself, hears of its columns, where they break no rule. */
    private void expect(Encoder encoder, Sale sale) {
        Optional<RawRecord> fields = sale.fields();
        if (fields.isEmpty()) {
            return;
        }
        Map<String, Object> heard = new HashMap<>();
        CleanValues listener = new CleanValues() {
            @Override
            public void missing(String column) {
                heard.put(column, "missing");
            }

            @Override
            public void number(String column, double number) {
                heard.put(column, number);
            }

            @Override
            public void category(String column, String category) {
                heard.put(column, "=" + category);
            }

            @Override
            public void truth(String column, boolean truth) {
                heard.put(column, "=" + truth);
            }

            @Override
            public void time(String column, long millis) {
                heard.put(column, millis / 1_000.0);
            }
        };
        if (encoder.encode(fields.get(), Knowledge.NONE, listener) instanceof Encoded) {
            heard.forEach((column, value) -> add(expected.computeIfAbsent(column, name -> new Profile()), value));
        }
    }

    private static void add(Profile profile, Object value) {
        if (value instanceof Double number) {
            profile.add(number);
        } else if (value.equals("missing")) {
            profile.addMissing();
        } else {
            profile.add(value.toString().substring(1));
        }
    }

    private MillraceProcess processors(KafkaConnection kafka, int number) throws IOException {
        return MillraceProcess.streamProcessors(
                directory.resolve("processors-" + number + ".log"), directory, kafka, "data-" + number);
    }
}
