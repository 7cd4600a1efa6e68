package io.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.Example;
import io.millrace.schemas.OffsetRange;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.ExampleReader;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.trainer.candidates.Untrainable;
import io.millrace.trainer.windows.ResolvedWindow;
import io.millrace.trainer.windows.WindowBuilder;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class KafkaExamplesTest {
    private static final String TOPIC = "loans.examples";

    private final SchemaRegistry registry = new SchemaRegistry("http://fake", new MockSchemaRegistryClient());
    private final AvroSerde<Example> serde = new AvroSerde<>(Example.class, registry);
    private final FakeTopic<byte[]> topic = new FakeTopic<>(TOPIC, 2);
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final KafkaExamples examples = new KafkaExamples(
            TOPIC,
            topic::reader,
            new ExampleReader(registry),
            most -> new WindowBuilder(most, 1, List.of("A", "B")),
            (request, phase, done, line) -> told.add(phase + ": " + line),
            new WindowMemory(4, 300, 8_700));

    @Test
    void shouldStartAtTheTimeOfTheRequest() throws InterruptedException {
        append(0, 100, 200, 300);
        append(1, 150, 250);

        ResolvedWindow window = examples.await(Requests.request("r", 200, 3, 100));
        assertThat(window.window().matrix()).containsExactly(200, 250, 300);
        assertThat(window.ranges()).containsExactly(new OffsetRange(0, 1L, 3L), new OffsetRange(1, 1L, 2L));
    }

    @Test
    void shouldUseTheLatestWhereThereAreMoreThanWanted() throws InterruptedException {
        append(0, 1, 3, 5, 7);
        append(1, 2, 4, 6);

        assertThat(examples.await(Requests.request("r", 0, 1, 3)).window().matrix())
                .containsExactly(5, 6, 7);
    }

    @Test
    void shouldReadNoMoreOfALongTopicThanTheWindowTakes() throws InterruptedException {
        for (int i = 0; i < 5_000; i++) {
            append(i % 2, i);
        }

        assertThat(examples.await(Requests.request("r", 0, 3, 3)).window().matrix())
                .containsExactly(4_997, 4_998, 4_999);
        assertThat(topic.read()).isLessThan(300);
    }

    @Test
    void shouldReadFurtherBackWhereTheWindowIsNotSurelyWhole() throws InterruptedException {
        for (int i = 0; i < 2_000; i++) {
            append(0, i);
        }
        for (int i = 0; i < 700; i++) {
            topic.append(0, 3_000, "x", new byte[] {1, 2, 3});
        }
        append(1, 1_999);

        assertThat(examples.await(Requests.request("r", 0, 1, 3)).window().matrix())
                .containsExactly(1_998, 1_999, 1_999);
        assertThat(topic.read()).isLessThan(2 * 2_701);
    }

    @Test
    void shouldFindTheWindowThatReadingAllFinds() throws InterruptedException {
        SplittableRandom random = new SplittableRandom(11);
        for (int story = 0; story < 60; story++) {
            FakeTopic<byte[]> any = new FakeTopic<>(TOPIC, 3);
            int most = random.nextInt(1, 150);
            WindowBuilder all = new WindowBuilder(most, 1, List.of("A", "B"));
            long[] offsets = new long[3];
            int[] partitions = new int[1_500];
            int rare = random.nextInt(2, 300);
            for (int i = 0; i < partitions.length; i++) {
                int of = random.nextInt(8) == 0 ? Math.max(0, i - random.nextInt(1, 40)) : i;
                partitions[i] = of < i ? partitions[of] : random.nextInt(rare) == 0 ? 2 : random.nextInt(2);
                int partition = partitions[i]; // an id stays in its own
                long timestamp = 5L * i + random.nextInt(50);
                Example example = any(random, i, of);
                any.append(partition, timestamp, "x", serde.serialize(TOPIC, example));
                all.add(partition, offsets[partition]++, timestamp, example);
            }

            ResolvedWindow found = of(any).await(Requests.request("r", 0, 1, most));

            ResolvedWindow expected = all.build();
            assertThat(found.window().matrix()).isEqualTo(expected.window().matrix());
            assertThat(found.window().labels()).isEqualTo(expected.window().labels());
            assertThat(found.ranges()).isEqualTo(expected.ranges());
        }
    }

    /** Some of no class, and some that correct one of those shortly before. */
    private static Example any(SplittableRandom random, int number, int of) {
        String label = random.nextInt(10) == 0 ? "C" : random.nextInt(2) == 0 ? "A" : "B";
        return new Example(
                "id" + of, "e1", Instant.EPOCH, List.of((float) number), label, 0L, null, of < number ? "A" : null);
    }

    private KafkaExamples of(FakeTopic<byte[]> any) {
        return new KafkaExamples(
                TOPIC,
                any::reader,
                new ExampleReader(registry),
                most -> new WindowBuilder(most, 1, List.of("A", "B")),
                Progress.UNTOLD,
                new WindowMemory(1, 1, Integer.MAX_VALUE));
    }

    @Test
    void shouldWaitUntilThereAreEnough() throws Exception {
        append(0, 1, 2);
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<ResolvedWindow> window = CompletableFuture.supplyAsync(() -> {
            started.countDown();
            return await(3);
        });
        started.await();
        while (told.isEmpty()) {
            Thread.onSpinWait();
        }
        append(1, 3);

        assertThat(window.get().window().matrix()).containsExactly(1, 2, 3);
        assertThat(told).first().isEqualTo("WAITING: waits for examples: 2 of 3");
    }

    @Test
    void shouldReadSomeOfWhatLiesBehindAWindow() throws InterruptedException {
        append(0, 1, 3, 5, 7);
        append(1, 2, 4, 6);
        ResolvedWindow window = examples.await(Requests.request("r", 0, 1, 3));

        Replay all = examples.older(window, 100, 42);
        Replay two = examples.older(window, 2, 42);

        assertThat(all.rows().orElseThrow().matrix()).containsExactly(1, 2, 3, 4);
        assertThat(all.told()).isEqualTo("0:0-2 1:0-2");
        assertThat(two.rows().orElseThrow().rows()).isEqualTo(2);
        assertThat(examples.older(Replay.pieces(two.told()), "e1")
                        .rows()
                        .orElseThrow()
                        .matrix())
                .isEqualTo(two.rows().orElseThrow().matrix());
        assertThat(examples.older(two.pieces(), "e2")).isEqualTo(Replay.NONE);
    }

    @Test
    void shouldPassOverWhatIsNoExample() throws InterruptedException {
        append(0, 1);
        topic.append(0, 2, "x", new byte[] {1, 2, 3});
        topic.append(0, 2, "x", null);
        append(0, 3);

        assertThat(examples.await(Requests.request("r", 0, 2, 100)).window().matrix())
                .containsExactly(1, 3);
    }

    @Test
    void shouldNotWaitForMoreThanItMayUse() throws InterruptedException {
        append(0, 1, 2, 3);

        assertThat(examples.await(Requests.request("r", 0, 1_000, 2)).window().rows())
                .isEqualTo(2);
    }

    @Test
    void shouldRefuseAWindowThatDoesNotFitIntoMemoryAndSayWhatDoes() {
        for (int i = 0; i < 30; i++) {
            append(i % 2, i);
        }

        assertThatThrownBy(() -> examples.await(Requests.request("r", 0, 1, 100)))
                .isInstanceOf(Untrainable.class)
                .hasMessage("a window of 30 examples takes some 0 MB of the heap, and there are 0 for it:"
                        + " set training.window to 27, or give more with -Xmx");
    }

    @Test
    void shouldNotRefuseALargeWindowOfWhichThereIsLittle() throws InterruptedException {
        append(0, 1, 2, 3);

        assertThat(examples.await(Requests.request("r", 0, 1, 5_000_000))
                        .window()
                        .rows())
                .isEqualTo(3);
    }

    @Test
    void shouldReadAWindowAgain() throws InterruptedException {
        append(0, 1, 3, 5, 7);
        append(1, 2, 4, 6);
        ResolvedWindow window = examples.await(Requests.request("r", 0, 1, 3));
        append(0, 8, 9);

        ResolvedWindow again = examples.between(window.ranges(), 3);

        assertThat(again.window().matrix()).isEqualTo(window.window().matrix());
        assertThat(again.ranges()).isEqualTo(window.ranges());
    }

    @Test
    void shouldSayWhereExamplesAreNoLongerThere() {
        append(0, 1, 3, 5, 7);
        topic.forget(0, 2);

        assertThatThrownBy(() -> examples.between(List.of(new OffsetRange(0, 1L, 4L)), 3))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("loans.examples-0 begins at offset 2, and it needs those from 1 on");
    }

    @Test
    void shouldStopWaitingWhenInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> examples.await(Requests.request("r", 0, 1, 1)))
                .isInstanceOf(InterruptedException.class);
    }

    private ResolvedWindow await(int least) {
        try {
            return examples.await(Requests.request("r", 0, least, 100));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void append(int partition, long... timestamps) {
        for (long timestamp : timestamps) {
            topic.append(partition, timestamp, "x", serde.serialize(TOPIC, Requests.example(timestamp, "A")));
        }
    }
}
