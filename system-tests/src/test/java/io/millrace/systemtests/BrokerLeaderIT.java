package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.embedded.registry.EmbeddedRegistry;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.Service;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of three brokers the one that leads is killed, and again the next: scorers of both guarantees go on with those that are left. */
class BrokerLeaderIT {
    private static final int COPIES = 3;
    private static final int SOME_VECTORS = 1_000;
    private static final int DEATHS = Integer.getInteger("millrace.deaths", 2);
    /** Whose leader dies: who takes vectors, who minds the transactions, who minds the group, who takes predictions; and over again. */
    private static final List<String> LED =
            List.of("exactly-once.features", "__transaction_state", "__consumer_offsets", "at-least-once.predictions");

    @TempDir
    private Path directory;

    @Test
    void shouldAnswerEveryVectorWhileOneLeaderAfterAnotherDies() throws Exception {
        try (ThreeBrokers kafka = new ThreeBrokers(directory)) {
            kafka.start();
            try (EmbeddedRegistry registry = EmbeddedRegistry.start(
                    kafka.bootstrap(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
                KafkaConnection connection = new KafkaConnection(kafka.bootstrap(), registry.url(), Map.of());
                tell(
                        kafka,
                        new ScoredPipeline(directory, connection, "exactly-once", COPIES),
                        new ScoredPipeline(directory, connection, "at-least-once", COPIES));
            }
        }
    }

    private static void tell(ThreeBrokers kafka, ScoredPipeline exact, ScoredPipeline atLeast) throws Exception {
        try (PacedSender one = exact.sender();
                PacedSender other = atLeast.sender()) {
            try (Service exactly = exact.scorer();
                    Service atLeastOnce = atLeast.scorer()) {
                exact.awaitMore(SOME_VECTORS, exactly);
                atLeast.awaitMore(SOME_VECTORS, atLeastOnce);
                for (int death = 0; death < DEATHS; death++) {
                    int leader = kafka.leader(LED.get(death % LED.size()));
                    kafka.kill(leader);
                    exact.awaitMore(SOME_VECTORS, exactly);
                    atLeast.awaitMore(SOME_VECTORS, atLeastOnce);
                    kafka.start(leader);
                    kafka.awaitCopies();
                }
                exact.check(one.stop(), true);
                atLeast.check(other.stop(), false);
            }
            // a commit that a dead leader never answered is not counted, whether it came to be or not
            assertThat(exact.counted("vectors")).isLessThanOrEqualTo(one.stop().size());
            exact.checkCounters(one.stop(), false);
            atLeast.checkCounters(other.stop(), false);
        }
    }
}
