package io.millrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceGroupTest {
    private static final Health READY = Health.ready();
    private static final Health STARTING = Health.starting("taking over");
    private static final Health FAILED = Health.failed("disk full");

    @Test
    void shouldBeAsHealthyAsTheWorstOfThem() {
        for (Health[] expected : new Health[][] {
            {READY, READY, READY}, {READY, STARTING, STARTING}, {STARTING, READY, STARTING},
            {STARTING, FAILED, FAILED}, {FAILED, STARTING, FAILED}, {FAILED, READY, FAILED}
        }) {
            Service group = new ServiceGroup(List.of(new FakeService(expected[0]), new FakeService(expected[1])));
            assertThat(group.health()).isEqualTo(expected[2]);
        }
    }

    @Test
    void shouldCloseTheFirstEvenWhenTheSecondFailsToClose() {
        FakeService first = new FakeService(READY);
        FakeService second = new FakeService(READY);
        second.failsToClose = true;
        assertThatThrownBy(new ServiceGroup(List.of(first, second))::close).hasMessage("cannot close");
        assertThat(first.closed).isTrue();
    }

    private static final class FakeService implements Service {
        private final Health health;
        private volatile boolean closed;
        private boolean failsToClose;

        FakeService(Health health) {
            this.health = health;
        }

        @Override
        public void start() {
            // health is given
        }

        @Override
        public Health health() {
            return health;
        }

        @Override
        public void close() {
            closed = true;
            if (failsToClose) {
                throw new IllegalStateException("cannot close");
            }
        }
    }
}
