package io.millrace.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.schemas.pipeline.Training;
import io.millrace.trainer.candidates.FakeFamily;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.windows.TrainingWindow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** The family that is searched answers its step size as the probability of A, of which three rows in four are. */
class SearchingTest {
    private static final TrainingWindow.Split WINDOW = new TrainingWindow.Split(Searches.rows(80), Searches.rows(20));

    private final List<Integer> learntFrom = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final List<Double> shares = new ArrayList<>();
    private InstantSource clock = InstantSource.fixed(Instant.EPOCH);

    @Test
    void shouldTrainByWhatDidBestOnLaterRows() {
        Family.Trained trained = train("strategy: grid, learningRate: [0.2, 0.74, 0.9]");

        Family.Found found = trained.found().orElseThrow();
        assertThat(found.settings().learningRate()).isEqualTo(0.74);
        assertThat(found.figures()).containsEntry("searchTrials", 4.0);
        assertThat(found.figures().get("searchLoss"))
                .isCloseTo(-(3 * Math.log(0.74) + Math.log(0.26)) / 4, within(1e-6));
        assertThat(found.figures().get("searchLossGiven")).isGreaterThan(2);
        assertThat(trained.parameters())
                .containsEntry("p", "0.74")
                .containsEntry("search", "grid, the best of 4 trials: learningRate 0.74");
    }

    @Test
    void shouldTryOnTheTrainingPartAloneAndThenTrainOnAllOfIt() {
        train("strategy: grid, learningRate: [0.2, 0.74]");

        assertThat(learntFrom).containsExactly(64, 64, 64, 80);
    }

    @Test
    void shouldTellOfEachTrial() {
        train("strategy: grid, learningRate: [0.2, 0.74]");

        assertThat(told)
                .containsExactly(
                        "trial 1 of 3 has a log loss of 3.9750: as given",
                        "trial 2 of 3 has a log loss of 1.2629: learningRate 0.2",
                        "trial 3 of 3 has a log loss of 0.5626: learningRate 0.74");
        assertThat(shares).containsExactly(0.25, 0.5, 0.75);
    }

    @Test
    void shouldJudgeByTheMeanOfAllFolds() {
        train("strategy: grid, learningRate: [0.74], folds: 3");

        assertThat(learntFrom).containsExactly(20, 40, 60, 20, 40, 60, 80);
    }

    @Test
    void shouldLearnFromMoreRowsTheFewerAreLeft() {
        Training settings = settings("strategy: halving, trials: 9, learningRate: [0.2, 0.9]");
        Family.Trained trained = searching(settings)
                .train(new TrainingWindow.Split(Searches.rows(5_000), Searches.rows(20)), Searches.ONE_NUMBER);

        assertThat(learntFrom.stream().filter(rows -> rows == 1333)).hasSize(9);
        assertThat(learntFrom.stream().filter(rows -> rows == 4000)).hasSize(4);
        assertThat(trained.found().orElseThrow().figures()).containsEntry("searchTrials", 9.0);
    }

    @Test
    void shouldBeginNoTrialWhenTimeIsOver() {
        long[] now = {0};
        clock = () -> Instant.ofEpochSecond(now[0]++); // a second for every look
        Family.Trained trained = train("strategy: grid, learningRate: [0.2, 0.74, 0.9], time: 2s");

        assertThat(learntFrom).containsExactly(64, 64, 80);
        assertThat(trained.parameters())
                .containsEntry(
                        "search", "grid, the best of 2 trials, cut short by training.search.time: learningRate 0.2");
    }

    @Test
    void shouldTrainAsGivenWhereNothingOfTheFamilyIsLookedFor() {
        Family.Trained trained = train("strategy: random, learningRate: []");

        assertThat(trained.found()).isEmpty();
        assertThat(trained.parameters()).doesNotContainKey("search").containsEntry("p", "0.005");
        assertThat(told).isEmpty();
    }

    @Test
    void shouldPassOverSettingsByWhichNothingCanBeTrained() {
        Training settings = settings("strategy: grid, learningRate: [0.2, 0.74, 0.9]");
        Family.Trained trained = new Searching(
                        settings,
                        Training.Family.SOFTMAX,
                        of -> of.learningRate() == 0.74 ? new Broken(new IllegalStateException("no")) : fake(of),
                        clock)
                .train(WINDOW, Searches.ONE_NUMBER);

        assertThat(trained.found().orElseThrow().settings().learningRate()).isEqualTo(0.9);
    }

    @Test
    void shouldStopWhenInterrupted() {
        Training settings = settings("strategy: grid, learningRate: [0.2]");
        Searching searching =
                new Searching(settings, Training.Family.SOFTMAX, of -> new Broken(new CancellationException()), clock);

        assertThatThrownBy(() -> searching.train(WINDOW, Searches.ONE_NUMBER))
                .isInstanceOf(CancellationException.class);
    }

    private record Broken(RuntimeException how) implements Family {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Trained train(TrainingWindow.Split window, Problem problem) {
            throw how;
        }
    }

    private Family.Trained train(String search) {
        return searching(settings(search)).train(WINDOW, Searches.ONE_NUMBER, (share, line) -> {
            shares.add(share);
            told.add(line);
        });
    }

    private Searching searching(Training settings) {
        return new Searching(settings, Training.Family.SOFTMAX, this::fake, clock);
    }

    private Family fake(Training settings) {
        FakeFamily fake = new FakeFamily("fake", settings.learningRate());
        return new Family() {
            @Override
            public String name() {
                return fake.name();
            }

            @Override
            public Trained train(TrainingWindow.Split window, Problem problem) {
                learntFrom.add(window.training().rows());
                return fake.train(window, problem);
            }
        };
    }

    private static Training settings(String search) {
        return Searches.of(search);
    }
}
