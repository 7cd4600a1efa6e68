package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.schemas.MetricsWindow;
import io.millrace.schemas.serde.SchemaRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class EvaluateTopologyTest {
    @Test
    void shouldHaveTheGraphOfTheGoldenFile() throws IOException {
        String graph = EvaluateTopology.build(
                        EvaluateRun.pipeline(),
                        new SchemaRegistry("fake", new FakeRegistry()),
                        new SimpleMeterRegistry())
                .describe()
                .toString();
        assertThat(graph).isEqualTo(Golden.read("expected-evaluate-topology.txt"));
    }

    @Test
    void shouldMeasureAWindowOnceALaterOutcomeComes() {
        try (EvaluateRun run = new EvaluateRun()) {
            run.outcome(0, 1, "yes", "yes");
            run.outcome(10, 1, "yes", "no");
            run.outcome(20, 1, "no", "no");
            run.outcome(59, 1, "no", "no");
            assertThat(run.windows()).isEmpty();
            run.outcome(60, 1, "yes", "yes");

            TestRecord<String, MetricsWindow> champion = run.windows().get(0);
            assertThat(champion.key()).isEqualTo("champion");
            assertThat(champion.getRecordTime()).isEqualTo(EvaluateRun.START.plusSeconds(60));
            MetricsWindow window = champion.value();
            assertThat(window.getFrom()).isEqualTo(EvaluateRun.START);
            assertThat(window.getTo()).isEqualTo(EvaluateRun.START.plusSeconds(60));
            assertThat(window.getModelVersion()).isEqualTo(-1);
            assertThat(window.getOutcomes()).isEqualTo(4);
            assertThat(window.getMetrics())
                    .containsOnlyKeys(
                            "accuracy", "kappa", "kappaTemporal", "macroF1", "logLoss", "noChange", "majority")
                    .containsEntry("accuracy", 0.75)
                    .containsEntry("kappa", 0.5)
                    .containsEntry("noChange", 0.5) // no, no; the first has none before it
                    .containsEntry("kappaTemporal", 0.5)
                    .containsEntry("majority", 0.75)
                    .containsEntry("logLoss", 0.25);
            assertThat(window.getMetrics().get("macroF1")).isCloseTo((2.0 / 3 + 0.8) / 2, within(1e-12));
            assertThat(window.getCounts())
                    .isEqualTo(Map.of(
                            "correct",
                            3L,
                            "actual/yes",
                            1L,
                            "actual/no",
                            3L,
                            "predicted/yes",
                            2L,
                            "predicted/no",
                            2L,
                            "correct/yes",
                            1L,
                            "correct/no",
                            2L));
        }
    }

    @Test
    void shouldMeasureEachVersionThatAnsweredAndWhicheverWasChampion() {
        try (EvaluateRun run = new EvaluateRun()) {
            run.outcome(0, 0, "yes", "no");
            run.outcome(1, 3, "no", "no");
            run.outcome(2, 3, "yes", "yes");
            run.outcome(60, 3, "yes", "yes");

            assertThat(run.windows())
                    .extracting(
                            TestRecord::key,
                            record -> record.value().getModelVersion(),
                            record -> record.value().getOutcomes(),
                            record -> record.value().getMetrics().get("noChange"),
                            record -> record.value().getCounts().get("coldStart"))
                    .containsExactly(
                            tuple("champion", -1L, 3L, 1.0 / 3, 1L),
                            tuple("0", 0L, 1L, 0.0, 1L),
                            tuple("3", 3L, 2L, 0.5, null));
        }
    }

    @Test
    void shouldEndAWindowByTheClockOnceNothingComes() {
        try (EvaluateRun run = new EvaluateRun()) {
            run.outcome(50, 1, "yes", "yes");
            run.silence(9);
            assertThat(run.windows()).isEmpty();
            run.silence(1);
            assertThat(run.windows()).hasSize(2);
            run.silence(300);
            assertThat(run.windows()).isEmpty();
        }
    }

    @Test
    void shouldCountInTheWindowThatRunsWhatIsOlder() {
        try (EvaluateRun run = new EvaluateRun()) {
            run.outcome(70, 1, "yes", "yes");
            run.late(10, 1, "yes", "yes");
            run.silence(60);

            MetricsWindow window = run.windows().get(0).value();
            assertThat(window.getFrom()).isEqualTo(EvaluateRun.START.plusSeconds(60));
            assertThat(window.getOutcomes()).isEqualTo(2);
        }
    }

    @Test
    void shouldCountInTheNextWindowWhatComesForOneThatIsWritten() {
        try (EvaluateRun run = new EvaluateRun()) {
            run.outcome(10, 1, "yes", "yes");
            run.silence(100);
            assertThat(run.windows()).hasSize(2);
            run.late(20, 1, "no", "no");
            run.silence(10);

            MetricsWindow window = run.windows().get(0).value();
            assertThat(window.getFrom()).isEqualTo(EvaluateRun.START.plusSeconds(60));
            assertThat(window.getCounts()).containsEntry("actual/no", 1L).doesNotContainKey("actual/yes");
        }
    }

    @Test
    void shouldNotBeHeldUpByAnOutcomeFromTheFuture() {
        try (EvaluateRun run = new EvaluateRun()) {
            run.late(1_000_000, 1, "yes", "yes");
            run.outcome(61, 1, "yes", "yes");

            assertThat(run.windows().get(0).value().getFrom()).isEqualTo(EvaluateRun.START);
        }
    }

    @Test
    void shouldPassOverCorrectionsButSayHowManyThereAre() {
        try (EvaluateRun run = new EvaluateRun()) {
            run.outcome(0, 1, "yes", "yes");
            run.send(1, EvaluateRun.correction(1, "yes", "no", "yes"));
            run.outcome(2, 1, "yes", "yes");
            run.outcome(60, 1, "yes", "yes");

            MetricsWindow window = run.windows().get(0).value();
            assertThat(window.getOutcomes()).isEqualTo(2);
            assertThat(window.getMetrics()).containsEntry("accuracy", 1.0).containsEntry("noChange", 0.5);
            assertThat(window.getCounts()).containsEntry("corrections", 1L);
        }
    }

    @Test
    void shouldMeasureNumbers() {
        try (EvaluateRun run = new EvaluateRun()) {
            run.send(0, EvaluateRun.number(1, "2", "1"));
            run.send(1, EvaluateRun.number(1, "2.0", "2"));
            run.send(2, EvaluateRun.number(1, "yes", "2"));
            run.send(3, EvaluateRun.number(1, "3", "6"));
            run.silence(65);

            MetricsWindow window = run.windows().get(0).value();
            assertThat(window.getOutcomes()).isEqualTo(4);
            assertThat(window.getMetrics())
                    .containsOnlyKeys("mae", "rmse", "r2", "bias", "noChangeMae", "noChangeRmse", "meanRmse");
            assertThat(window.getMetrics().get("mae")).isCloseTo(4.0 / 3, within(1e-12));
            assertThat(window.getMetrics().get("rmse")).isCloseTo(Math.sqrt(10.0 / 3), within(1e-12));
            assertThat(window.getMetrics().get("bias")).isCloseTo(-2.0 / 3, within(1e-12));
            assertThat(window.getMetrics().get("noChangeMae")).isCloseTo((1 + 4) / 2.0, within(1e-12));
            assertThat(window.getMetrics().get("meanRmse")).isCloseTo(Math.sqrt(14.0 / 3), within(1e-12));
            assertThat(window.getCounts()).isEqualTo(Map.of("incomparable", 1L));
        }
    }

    @Test
    void shouldCountEveryOutcomeInOneWindowWhateverTheirTimes() {
        Random random = new Random(11);
        try (EvaluateRun run = new EvaluateRun()) {
            int sent = 0;
            for (int second = 0; second < 2_000; second += random.nextInt(20)) {
                run.clockAt(second);
                run.late(
                        second - random.nextInt(200) + 20,
                        random.nextInt(3),
                        "yes",
                        random.nextBoolean() ? "yes" : "no");
                sent++;
                if (random.nextInt(10) == 0) {
                    run.silence(5);
                }
            }
            run.silence(100);

            long champion = 0;
            long versions = 0;
            for (TestRecord<String, MetricsWindow> record : run.windows()) {
                assertThat(Duration.between(
                                record.value().getFrom(), record.value().getTo()))
                        .isEqualTo(Duration.ofMinutes(1));
                if (record.key().equals("champion")) {
                    champion += record.value().getOutcomes();
                } else {
                    versions += record.value().getOutcomes();
                }
            }
            assertThat(champion).isEqualTo(sent);
            assertThat(versions).isEqualTo(sent);
        }
    }

    @Test
    void shouldHaveInTheStoreWhatItCounted() {
        try (EvaluateRun run = new EvaluateRun()) {
            run.outcome(0, 1, "yes", "yes");
            run.outcome(1, 1, "no", "yes");

            PartitionShare share = run.kept()
                    .endBy(EvaluateRun.START.plusSeconds(60).toEpochMilli())
                    .orElseThrow();
            assertThat(share.tallied().all().outcomes()).isEqualTo(2);
            assertThat(share.tallied().all().metrics()).containsEntry("accuracy", 0.5);
        }
    }

    @Test
    void shouldSkipWhatIsNotMillraces() {
        try (EvaluateRun run = new EvaluateRun()) {
            run.foreign(1);
            run.outcome(2, 1, "yes", "yes");
            run.silence(65);

            assertThat(run.windows().get(0).value().getOutcomes()).isEqualTo(1);
        }
    }

    @Test
    void shouldShowTheLastWindowAsGauges() {
        EvaluateRun run = new EvaluateRun();
        try (run) {
            run.outcome(0, 1, "yes", "yes");
            run.outcome(1, 1, "yes", "no");
            run.silence(65);

            assertThat(gauge(run, "accuracy")).isEqualTo(0.5);
            assertThat(gauge(run, "outcomes")).isEqualTo(2);
        }
        assertThat(run.meters.get("millrace.metrics.window").gauge().value()).isNaN(); // another process has it
    }

    private static double gauge(EvaluateRun run, String metric) {
        return run.meters
                .get("millrace.metrics.window")
                .tags("pipeline", "loans", "metric", metric)
                .gauge()
                .value();
    }
}
