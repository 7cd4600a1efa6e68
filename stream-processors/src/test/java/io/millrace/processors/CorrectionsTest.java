package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.schemas.Example;
import io.millrace.schemas.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** Labels that contradict an earlier one. The prediction of every story is 1, by 0.75. */
class CorrectionsTest {
    @Test
    void shouldWriteOutcomeAndExampleAnewWhenALabelIsCorrected() {
        try (JoinRun run = joined("1")) {
            run.label("a", "0", 60);

            Outcome outcome = run.outcomes().get(1).value();
            assertThat(outcome.getCorrects()).isEqualTo("1");
            assertThat(outcome.getActual()).isEqualTo("0");
            assertThat(outcome.getCorrect()).isFalse();
            assertThat(outcome.getLoss()).isCloseTo(-Math.log(0.25), within(1e-7));
            assertThat(outcome.getLabelledAt()).isEqualTo(JoinRun.START.plusSeconds(60));
            assertThat(outcome.getLabelDelayMillis()).isEqualTo(59_000);
            Example example = run.examples().get(1).value();
            assertThat(example.getCorrects()).isEqualTo("1");
            assertThat(example.getLabel()).isEqualTo("0");
            assertThat(example.getValues()).containsExactly(1f, Float.NaN);
            assertThat(run.count(JoinEvent.JOINED)).isEqualTo(1);
            assertThat(run.count(JoinEvent.CORRECTED)).isEqualTo(1);
        }
    }

    @Test
    void shouldJudgeACorrectionByThePredictionMadeAtTheTime() {
        try (JoinRun run = joined("0")) {
            run.prediction("a"); // a second one, by whatever model: it does not count
            run.label("a", "1", 60);

            Outcome outcome = run.outcomes().get(1).value();
            assertThat(outcome.getModelVersion()).isEqualTo(3);
            assertThat(outcome.getScoredAt()).isEqualTo(JoinRun.START.plusSeconds(1));
            assertThat(outcome.getCorrect()).isTrue();
        }
    }

    @Test
    void shouldSayOfEachCorrectionWhatItCorrects() {
        try (JoinRun run = joined("1")) {
            run.label("a", "0", 3);
            run.label("a", "1", 4);

            assertThat(run.outcomes())
                    .extracting(outcome -> outcome.value().getCorrects())
                    .containsExactly(null, "1", "0");
        }
    }

    @Test
    void shouldNotTakeARepeatForACorrection() {
        try (JoinRun run = joined("1")) {
            run.label("a", "1", 60);
            run.label("a", "1", 1);

            assertThat(run.outcomes()).hasSize(1);
            assertThat(run.count(JoinEvent.DUPLICATE_LABEL)).isEqualTo(2);
        }
    }

    @Test
    void shouldNotLetAnOlderLabelCorrectALaterOne() {
        try (JoinRun run = joined("1")) {
            run.label("a", "0", 1);

            assertThat(run.outcomes()).hasSize(1);
            assertThat(run.count(JoinEvent.OUTDATED)).isEqualTo(1);
        }
    }

    @Test
    void shouldLetTheLaterOfTwoLabelsCountThatWaitForThePrediction() {
        try (JoinRun run = new JoinRun()) {
            run.label("a", "0", 5);
            run.label("a", "1", 9);
            run.label("a", "0", 7);
            run.features("a");
            run.prediction("a");

            List<TestRecord<String, Outcome>> outcomes = run.outcomes();
            assertThat(outcomes).hasSize(1);
            assertThat(outcomes.get(0).value().getActual()).isEqualTo("1");
            assertThat(outcomes.get(0).value().getCorrects()).isNull();
            assertThat(run.count(JoinEvent.REPLACED)).isEqualTo(1);
            assertThat(run.count(JoinEvent.OUTDATED)).isEqualTo(1);
        }
    }

    @Test
    void shouldEndWithTheLatestLabelInWhateverOrderTheyCome() {
        Random random = new Random(1);
        for (int story = 0; story < 100; story++) {
            List<Integer> seconds = new ArrayList<>(List.of(2, 3, 4, 5, 6, 7));
            Collections.shuffle(seconds, random);
            try (JoinRun run = new JoinRun()) {
                run.features("a");
                run.prediction("a");
                seconds.forEach(second -> run.label("a", second == 5 || second == 7 ? "1" : "0", second));

                List<TestRecord<String, Outcome>> outcomes = run.outcomes();
                assertThat(outcomes.get(outcomes.size() - 1).value().getActual())
                        .as("labels of seconds %s", seconds)
                        .isEqualTo("1");
                assertThat(outcomes).as("outcomes = joined + corrected").hasSize((int)
                        (run.count(JoinEvent.JOINED) + run.count(JoinEvent.CORRECTED)));
            }
        }
    }

    @Test
    void shouldPlaceACorrectionBehindWhatItCorrects() {
        try (JoinRun run = joined("1", 90)) {
            run.label("a", "0", 90);

            assertThat(run.examples())
                    .extracting(TestRecord::getRecordTime)
                    .containsExactly(JoinRun.START.plusSeconds(90), JoinRun.START.plusSeconds(90));
        }
    }

    @Test
    void shouldCorrectNothingAfterTheHorizon() {
        try (JoinRun run = joined("1")) {
            run.waitFor(JoinRun.HORIZON.plusSeconds(2));
            run.label("a", "0", 7_200);
            assertThat(run.outcomes()).hasSize(1);
            run.waitFor(JoinRun.HORIZON.plusSeconds(2));

            assertThat(run.count(JoinEvent.UNMATCHED)).isEqualTo(1);
            assertThat(run.remembered()).isZero();
        }
    }

    @Test
    void shouldTakeOnlyTheFirstLabelWhereCorrectionsAreIgnored() {
        try (JoinRun run = new JoinRun("{classes: ['0', '1'], horizon: 1h, corrections: ignore}")) {
            run.label("a", "1", 2);
            run.label("a", "0", 3);
            run.features("a");
            run.prediction("a");
            run.label("a", "0", 4);

            assertThat(run.outcomes())
                    .extracting(outcome -> outcome.value().getActual())
                    .containsExactly("1");
            assertThat(run.count(JoinEvent.DUPLICATE_LABEL)).isEqualTo(2);
        }
    }

    @Test
    void shouldForgetCorrectedIdsToo() {
        try (JoinRun run = joined("1")) {
            run.label("a", "0", 60);
            run.waitFor(Duration.ofMinutes(30));
            assertThat(run.remembered()).isPositive();
            run.waitFor(JoinRun.HORIZON);

            assertThat(run.remembered()).isZero();
        }
    }

    private static JoinRun joined(String label) {
        return joined(label, 2);
    }

    private static JoinRun joined(String label, int second) {
        JoinRun run = new JoinRun();
        run.features("a");
        run.prediction("a");
        run.label("a", label, second);
        return run;
    }
}
