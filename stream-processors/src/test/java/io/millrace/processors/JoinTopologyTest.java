package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.schemas.Example;
import io.millrace.schemas.Outcome;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.SchemaRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinTopologyTest {
    private static final Duration PAST_HORIZON = JoinRun.HORIZON.plusSeconds(2);

    @Test
    void shouldHaveTheGraphOfTheGoldenFile() throws IOException {
        PipelineDefinition pipeline = Topologies.pipeline("{}", "{classes: [a, b]}");
        String graph = JoinTopology.build(
                        pipeline, new SchemaRegistry("fake", new FakeRegistry()), new SimpleMeterRegistry())
                .describe()
                .toString();
        assertThat(graph).isEqualTo(Golden.read("expected-join-topology.txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FPL", "FLP", "PFL", "PLF", "LFP", "LPF", "FFPPLL", "LLFPPF", "FPLFPL", "PPPLFFLL"})
    void shouldEmitOneOutcomeAndOneExampleWhateverTheOrderAndHoweverOften(String order) {
        try (JoinRun run = new JoinRun()) {
            arrive(run, "a", order);

            List<TestRecord<String, Outcome>> outcomes = run.outcomes();
            List<TestRecord<String, Example>> examples = run.examples();
            assertThat(outcomes).hasSize(1);
            assertThat(examples).hasSize(1);
            assertThat(outcomes.get(0).key()).isEqualTo("a");
            assertThat(outcomes.get(0).getRecordTime()).isEqualTo(JoinRun.START.plusSeconds(2));
            assertThat(examples.get(0).key()).isEqualTo("a");
            assertThat(examples.get(0).getRecordTime()).isEqualTo(JoinRun.START.plusSeconds(2));
            assertThat(run.count(JoinEvent.JOINED)).isEqualTo(1);
            assertThat(run.count(JoinEvent.DUPLICATE_VECTOR)).isEqualTo(count(order, 'F') - 1);
            assertThat(run.count(JoinEvent.DUPLICATE_PREDICTION)).isEqualTo(count(order, 'P') - 1);
            assertThat(run.count(JoinEvent.DUPLICATE_LABEL)).isEqualTo(count(order, 'L') - 1);
        }
    }

    @Test
    void shouldSayHowFarANumberWasOff() {
        try (JoinRun run = new JoinRun("{classes: ['1', '-0.5'], horizon: 1h}")) {
            run.features("a");
            run.prediction("a", Map.of(), false);
            run.label("a", "-0.5");

            Outcome outcome = run.outcomes().get(0).value();
            assertThat(outcome.getLoss()).isEqualTo(2.25);
            assertThat(outcome.getCorrect()).isFalse();
        }
    }

    @Test
    void shouldSayInOutcomeAndExampleWhatWasKnown() {
        try (JoinRun run = new JoinRun()) {
            arrive(run, "a", "FPL");

            Outcome outcome = run.outcomes().get(0).value();
            assertThat(outcome.getModelVersion()).isEqualTo(3);
            assertThat(outcome.getEncoderFingerprint()).isEqualTo("f00d");
            assertThat(outcome.getEventTime()).isEqualTo(JoinRun.START);
            assertThat(outcome.getScoredAt()).isEqualTo(JoinRun.START.plusSeconds(1));
            assertThat(outcome.getLabelledAt()).isEqualTo(JoinRun.START.plusSeconds(2));
            assertThat(outcome.getLabelDelayMillis()).isEqualTo(1_000);
            assertThat(outcome.getPredicted()).isEqualTo("1");
            assertThat(outcome.getActual()).isEqualTo("1");
            assertThat(outcome.getCorrect()).isTrue();
            assertThat(outcome.getConfidence()).isEqualTo(0.75);
            assertThat(outcome.getLoss()).isCloseTo(-Math.log(0.75), within(1e-7));
            Example example = run.examples().get(0).value();
            assertThat(example)
                    .isEqualTo(
                            new Example("a", "f00d", JoinRun.START, List.of(1f, Float.NaN), "1", 1_000L, null, null));
        }
    }

    @Test
    void shouldChargeASureAndWrongPredictionAFiniteLoss() {
        try (JoinRun run = new JoinRun()) {
            run.features("a");
            run.prediction("a", Map.of("0", 0f, "1", 1f), false);
            run.label("a", "0");
            run.features("b");
            run.prediction("b", Map.of("1", 1f), false);
            run.label("b", "1.0");

            List<TestRecord<String, Outcome>> outcomes = run.outcomes();
            assertThat(outcomes.get(0).value().getLoss()).isCloseTo(-Math.log(1e-15), within(1e-9));
            assertThat(outcomes.get(0).value().getCorrect()).isFalse();
            assertThat(outcomes.get(1).value().getLoss()).isZero();
            assertThat(outcomes.get(1).value().getActual()).isEqualTo("1");
        }
    }

    @Test
    void shouldLeaveShadowsOut() {
        try (JoinRun run = new JoinRun()) {
            arrive(run, "a", "FL");
            run.prediction("a", Map.of("1", 1f), true);
            assertThat(run.outcomes()).isEmpty();
            run.prediction("a");
            assertThat(run.outcomes()).hasSize(1);
            assertThat(run.count(JoinEvent.DUPLICATE_PREDICTION)).isZero();
        }
    }

    @Test
    void shouldExpireWhatGotNoLabelAndKnowALabelThatComesAfterwardsForLate() {
        try (JoinRun run = new JoinRun()) {
            arrive(run, "a", "FP");
            run.waitFor(PAST_HORIZON);
            assertThat(run.count(JoinEvent.EXPIRED)).isEqualTo(1);
            arrive(run, "a", "L");

            assertThat(run.count(JoinEvent.LATE)).isEqualTo(1);
            assertThat(run.outcomes()).isEmpty();
        }
    }

    @Test
    void shouldCountLabelsThatBelongToNothing() {
        try (JoinRun run = new JoinRun()) {
            arrive(run, "nobody", "L");
            run.waitFor(PAST_HORIZON);
            assertThat(run.count(JoinEvent.UNMATCHED)).isEqualTo(1);
            assertThat(run.remembered()).isZero();
        }
    }

    @Test
    void shouldJoinWithinTheHorizonHoweverLongItTook() {
        try (JoinRun run = new JoinRun()) {
            arrive(run, "a", "FP");
            run.waitFor(JoinRun.HORIZON.minusSeconds(1));
            arrive(run, "a", "L");
            assertThat(run.outcomes()).hasSize(1);
        }
    }

    @Test
    void shouldForgetEverythingInTheEnd() {
        try (JoinRun run = new JoinRun()) {
            Random random = new Random(1);
            for (int i = 0; i < 200; i++) {
                List<String> parts = new ArrayList<>(List.of("F", "P", "L", "F", "P", "L"));
                Collections.shuffle(parts, random);
                arrive(run, "id" + i, String.join("", parts.subList(0, 1 + random.nextInt(6))));
                run.waitFor(Duration.ofSeconds(random.nextInt(60)));
            }
            assertThat(run.remembered()).isPositive();
            run.waitFor(PAST_HORIZON);
            run.waitFor(PAST_HORIZON);

            assertThat(run.remembered()).isZero();
            assertThat(run.count(JoinEvent.JOINED) + run.count(JoinEvent.EXPIRED) + run.count(JoinEvent.UNMATCHED))
                    .as("every id ends one way")
                    .isEqualTo(200);
        }
    }

    @Test
    void shouldPutLabelsAsideThatCannotBeUsed() {
        try (JoinRun run = new JoinRun()) {
            arrive(run, "a", "FP");
            run.rawLabel("a".getBytes(StandardCharsets.UTF_8), "1".getBytes(StandardCharsets.UTF_8));
            run.rawLabel("a".getBytes(StandardCharsets.UTF_8), null);
            run.rawLabel("a".getBytes(StandardCharsets.UTF_8), new byte[] {0, 0, 0, 99, 99, 1});
            run.rawLabel(null, new byte[0]);
            run.label("a", "7");
            run.label("a", " ");
            run.labelOfAnother("a", "b");

            assertThat(run.quarantined())
                    .allSatisfy(rejected -> assertThat(rejected.getStage()).isEqualTo("join"))
                    .allSatisfy(
                            rejected -> assertThat(rejected.getOriginalTopic()).isEqualTo("loans.labels"))
                    .extracting(Rejected::getReason)
                    .containsExactly(
                            "malformed",
                            "malformed",
                            "unknown-schema",
                            "missing-id",
                            "unknown-class",
                            "missing-value",
                            "id-mismatch");
            arrive(run, "a", "L");
            assertThat(run.outcomes()).hasSize(1);
        }
    }

    @Test
    void shouldSayInTheExampleWhoTheRecordIsAbout() {
        try (JoinRun run = new JoinRun()) {
            run.features("a", "customer-7");
            arrive(run, "a", "PL");

            assertThat(run.examples().get(0).value().getEntity()).isEqualTo("customer-7");
        }
    }

    private static long count(String order, char part) {
        return order.chars().filter(other -> other == part).count();
    }

    private static void arrive(JoinRun run, String id, String order) {
        for (int i = 0; i < order.length(); i++) {
            switch (order.charAt(i)) {
                case 'F' -> run.features(id);
                case 'P' -> run.prediction(id);
                default -> run.label(id);
            }
        }
    }
}
