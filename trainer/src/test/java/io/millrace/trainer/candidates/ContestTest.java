package io.millrace.trainer.candidates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.schemas.Probe;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ContestTest {
    private final Contest contest = new Contest(
            List.of(new FakeFamily("even", 0.5), new FakeFamily("right", 0.75), new FakeFamily("wrong", 0.2)));

    @Test
    void shouldChooseTheLowestHeldOutLoss() {
        Contest.Ranking ranking = contest.rank(Problems.MOSTLY_A, Problems.ONE_NUMBER);

        assertThat(ranking.best().family()).isEqualTo("right");
        assertThat(((Evaluation) ranking.best().evaluation()).accuracy()).isEqualTo(0.75);
        assertThat(ranking.best().trainedRows()).isEqualTo(6);
        assertThat(ranking.losses()).containsOnlyKeys("even", "right", "wrong");
        assertThat(ranking.losses().get("even")).isCloseTo(Math.log(2), within(1e-6));
    }

    @Test
    void shouldProbeHeldOutRowsAndOneWithoutValues() {
        List<Probe> probes =
                contest.rank(Problems.MOSTLY_A, Problems.ONE_NUMBER).best().probes();

        assertThat(probes).hasSize(16);
        assertThat(probes.get(0).getInput()).containsExactly(7f);
        assertThat(probes.get(15).getInput()).containsExactly(Float.NaN);
    }

    @Test
    void shouldTellOfEachFamilyAsItIsTrained() {
        Map<String, Integer> told = new ConcurrentHashMap<>();

        contest.rank(Problems.MOSTLY_A, Problems.ONE_NUMBER, (candidate, done) -> told.put(candidate.family(), done));

        assertThat(contest.families()).isEqualTo(3);
        assertThat(told).containsOnlyKeys("even", "right", "wrong");
        assertThat(told.values()).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void shouldStopAllFamiliesWhenInterrupted() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Family endless = new Family() {
            @Override
            public String name() {
                return "endless";
            }

            @Override
            public Trained train(TrainingWindow.Split window, Problem problem) {
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    stopped.countDown();
                }
                throw new CancellationException();
            }
        };
        AtomicReference<RuntimeException> thrown = new AtomicReference<>();
        Thread training = new Thread(() -> {
            try {
                new Contest(List.of(endless)).rank(Problems.MOSTLY_A, Problems.ONE_NUMBER);
            } catch (RuntimeException e) {
                thrown.set(e);
            }
        });
        training.start();
        begun.await();
        training.interrupt();
        training.join();
        stopped.await();

        assertThat(thrown.get()).isInstanceOf(CancellationException.class);
    }

    @Test
    void shouldRefuseToLearnOneClass() {
        TrainingWindow.Split one = new TrainingWindow(1, new float[5], new int[5]).split(0.2);

        assertThatThrownBy(() -> contest.rank(one, Problems.ONE_NUMBER))
                .isInstanceOf(Untrainable.class)
                .hasMessage("the training part of the window, 4 examples, shows 1 class; 2 are needed");
    }

    @Test
    void shouldRefuseAnExportThatAnswersOtherwise() {
        Family lying = new Family() {
            @Override
            public String name() {
                return "lying";
            }

            @Override
            public Trained train(TrainingWindow.Split window, Problem problem) {
                Trained honest = new FakeFamily("honest", 0.5).train(window, problem);
                Logits lies = new FakeFamily("lies", 0.6).train(window, problem).heldOut();
                return new Trained(honest.export(), lies, Map.of(), Map.of(), "cpu");
            }
        };

        assertThatThrownBy(() -> new Contest(List.of(lying)).rank(Problems.MOSTLY_A, Problems.ONE_NUMBER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the ONNX export of lying answers 0.5 where its framework answers 0.6");
    }
}
