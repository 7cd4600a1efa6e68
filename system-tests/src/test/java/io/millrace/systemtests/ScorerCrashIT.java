package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.embedded.EmbeddedCluster;
import io.millrace.runtime.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scorers of both delivery guarantees, killed, joined and left while vectors and what is none stream in. */
class ScorerCrashIT {
    private static final int KILLS = Integer.getInteger("millrace.kills", 3);
    private static final int STORM_SECONDS = Integer.getInteger("millrace.storm", 10);
    /** Between one that joins and the next. */
    private static final long GUST_MILLIS = 2_000;

    private static final int MOST_AT_ONCE = 3;
    private static final long START_MILLIS = 60_000;

    private final long seed = Long.getLong("millrace.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    private Path directory;

    /** What happens to the scorers of one pipeline or of both while vectors stream in. */
    private interface Fault {
        void strike(ScoredPipeline exact, ScoredPipeline atLeast) throws IOException, InterruptedException;
    }

    @Test
    void shouldAnswerEveryVectorWhenKilledAndJoinedAndLeftAtRandomMoments() throws Exception {
        tell(
                (exact, atLeast) -> {
                    for (int kill = 0; kill < KILLS; kill++) {
                        killAmongOthers(exact, atLeast, "killed-" + kill);
                    }
                },
                false);
    }

    @Test
    void shouldAnswerAndCountEveryVectorWhileOthersJoinAndLeaveAllTheTime() throws Exception {
        tell(
                (exact, atLeast) -> {
                    List<Service> present = new ArrayList<>();
                    try {
                        storm(exact, atLeast, present);
                    } finally {
                        present.forEach(Service::close);
                    }
                },
                true);
    }

    /** @param counted whether all scorers live to tell what they counted */
    private void tell(Fault fault, boolean counted) throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory.resolve("kafka"), EmbeddedCluster.Ports.ANY)) {
            ScoredPipeline exact = new ScoredPipeline(directory, cluster.connection(), "exactly-once", 1);
            ScoredPipeline atLeast = new ScoredPipeline(directory, cluster.connection(), "at-least-once", 1);
            try (PacedSender one = exact.sender();
                    PacedSender other = atLeast.sender()) {
                fault.strike(exact, atLeast);
                try (Service last = exact.scorer();
                        Service lastOther = atLeast.scorer()) {
                    exact.check(one.stop(), true);
                    atLeast.check(other.stop(), false);
                }
                if (counted) {
                    exact.checkCounters(one.stop(), true);
                    atLeast.checkCounters(other.stop(), false);
                }
            }
        } catch (AssertionError e) {
            throw new AssertionError("with -Dmillrace.seed=" + seed, e);
        }
    }

    /** Another of each comes and goes meanwhile. */
    private void killAmongOthers(ScoredPipeline exact, ScoredPipeline atLeast, String name)
            throws IOException, InterruptedException {
        try (MillraceProcess one = exact.process(name);
                MillraceProcess other = atLeast.process(name)) {
            assertThat(one.saysWithin(START_MILLIS, "Ready.")).as(one.said()).isTrue();
            for (ScoredPipeline pipeline : List.of(exact, atLeast)) {
                try (Service guest = pipeline.scorer()) {
                    assertThat(one.endsWithin(random.nextInt(2_000)))
                            .as(one.said())
                            .isFalse();
                }
            }
            assertThat(other.endsWithin(random.nextInt(2_000))).as(other.said()).isFalse();
        }
    }

    /** One of each joins every two seconds, and any two of those that are there leave once there are too many. */
    private void storm(ScoredPipeline exact, ScoredPipeline atLeast, List<Service> present)
            throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STORM_SECONDS);
        while (System.nanoTime() < end) {
            present.add(exact.scorer());
            present.add(atLeast.scorer());
            while (present.size() > 2 * MOST_AT_ONCE) {
                present.remove(random.nextInt(present.size())).close();
            }
            Thread.sleep(GUST_MILLIS);
        }
    }
}
