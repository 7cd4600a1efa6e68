package io.millrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class LoopServiceTest {
    @Test
    void shouldOpenTheLoopAnewAfterSomethingThatMayPass() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        CountDownLatch second = new CountDownLatch(2);
        LoopService service = new LoopService("test", e -> Optional.empty(), ready -> {
            opened.incrementAndGet();
            second.countDown();
            return loop(() -> {
                if (opened.get() == 1) {
                    throw new TimeoutException("the broker does not answer");
                }
                ready.run();
                sleepy();
            });
        });
        service.start();
        assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
        service.close();
        assertThat(service.health().isFailed()).isFalse();
    }

    @Test
    void shouldFailWithTheReasonAfterAnythingElse() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        LoopService service = new LoopService("test", e -> Optional.empty(), ready -> new LoopService.Loop() {
            @Override
            public void turn() {
                throw new IllegalStateException("a bug");
            }

            @Override
            public void close() {
                closed.countDown();
            }
        });
        service.start();
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        service.close();
        assertThat(service.health()).isEqualTo(Health.failed("test stopped: a bug"));
    }

    private static LoopService.Loop loop(Runnable turn) {
        return new LoopService.Loop() {
            @Override
            public void turn() {
                turn.run();
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }

    private static void sleepy() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
