package io.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.Example;
import io.millrace.schemas.OffsetRange;
import io.millrace.trainer.windows.ResolvedWindow;
import io.millrace.trainer.windows.WindowBuilder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class KafkaExamplesTest {
    private final FakeTopic<Example> topic = new FakeTopic<>("loans.examples", 2);
    private final KafkaExamples examples =
            new KafkaExamples("loans.examples", topic::reader, most -> new WindowBuilder(most, 1, List.of("A", "B")));

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
    void shouldWaitUntilThereAreEnough() throws Exception {
        append(0, 1, 2);
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<ResolvedWindow> window = CompletableFuture.supplyAsync(() -> {
            started.countDown();
            return await(3);
        });
        started.await();
        append(1, 3);

        assertThat(window.get().window().matrix()).containsExactly(1, 2, 3);
    }

    @Test
    void shouldNotWaitForMoreThanItMayUse() throws InterruptedException {
        append(0, 1, 2, 3);

        assertThat(examples.await(Requests.request("r", 0, 1_000, 2)).window().rows())
                .isEqualTo(2);
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
            topic.append(partition, timestamp, "x", Requests.example(timestamp, "A"));
        }
    }
}
