package io.millrace.trainer.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.artefact.OnnxModel;
import io.millrace.models.onnx.Dense;
import io.millrace.models.onnx.NetGraph;
import io.millrace.models.onnx.Preprocessing;
import io.millrace.schemas.pipeline.Device;
import io.millrace.schemas.pipeline.Nets;
import io.millrace.schemas.pipeline.Nets.ClassWeights;
import io.millrace.schemas.pipeline.Nets.Loss;
import io.millrace.schemas.pipeline.Nets.Optimiser;
import io.millrace.schemas.pipeline.Nets.RegressionLoss;
import io.millrace.schemas.pipeline.Nets.Schedule;
import io.millrace.trainer.candidates.Evaluation;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetChoicesTest {
    private static final TrainingDevice DEVICE = Torch.start(Device.CPU);
    private static final TrainingWindow.Split WINDOW =
            new Loans(7, 0, 0).window(2_000, 42).split(0.2);
    private static final Nets PLAIN =
            nets(Optimiser.ADAMW, Schedule.HALVE, Loss.CROSS_ENTROPY, ClassWeights.NONE, 0, 0, 0, 0);

    static Stream<Nets> choices() {
        return Stream.of(
                nets(Optimiser.SGD, Schedule.HALVE, Loss.CROSS_ENTROPY, ClassWeights.NONE, 0, 0, 0, 0),
                nets(Optimiser.ADAM, Schedule.CONSTANT, Loss.CROSS_ENTROPY, ClassWeights.NONE, 0, 0.1, 0, 0),
                nets(Optimiser.RMSPROP, Schedule.COSINE, Loss.CROSS_ENTROPY, ClassWeights.NONE, 0, 0, 0.01, 0),
                nets(Optimiser.ADAMW, Schedule.COSINE, Loss.FOCAL, ClassWeights.NONE, 0.1, 0.3, 0, 0),
                nets(Optimiser.ADAMW, Schedule.HALVE, Loss.CROSS_ENTROPY, ClassWeights.BALANCED, 0, 0.3, 0, 0.1),
                nets(Optimiser.SGD, Schedule.HALVE, Loss.FOCAL, ClassWeights.BALANCED, 0.1, 0.1, 0.001, 1));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void shouldLearnWithEach(Nets choices) {
        TrainedNet net = train(choices);

        float[] answers = net.heldOut().probabilities(1);
        assertThat(Evaluation.of(answers, WINDOW.heldOut().labels(), 2).accuracy())
                .isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void shouldDropTheSameUnitsForTheSameSeed() {
        Nets dropping = nets(Optimiser.SGD, Schedule.COSINE, Loss.FOCAL, ClassWeights.BALANCED, 0.3, 0, 0, 0);
        float[] first = train(dropping).heldOut().probabilities(1);
        train(PLAIN);

        assertThat(train(dropping).heldOut().probabilities(1)).isEqualTo(first);
    }

    @Test
    void shouldLeaveOutOfTheAnswersWhatIsDroppedInTraining() {
        Nets dropping = nets(Optimiser.ADAMW, Schedule.HALVE, Loss.CROSS_ENTROPY, ClassWeights.NONE, 0.5, 0, 0, 0);
        TrainingWindow unseen = WINDOW.heldOut();
        TrainedNet net = train(dropping);
        byte[] onnx = NetGraph.build(fitted(), net.layers(), Map.of());

        try (OnnxModel model = new OnnxModel(onnx)) {
            assertThat(model.probabilities(unseen.matrix(), unseen.rows()))
                    .containsExactly(net.heldOut().probabilities(1), within(1e-5f));
        }
    }

    @Test
    void shouldShrinkWeightsToNothingThatNothingNeeds() {
        Nets l1 = nets(Optimiser.ADAM, Schedule.HALVE, Loss.CROSS_ENTROPY, ClassWeights.NONE, 0, 0, 1, 0);

        assertThat(zeros(train(l1))).isGreaterThan(zeros(train(PLAIN)) + 20);
    }

    @Test
    void shouldHoldWeightsDownBesideAnyOptimiser() {
        Nets decaying = nets(Optimiser.SGD, Schedule.HALVE, Loss.CROSS_ENTROPY, ClassWeights.NONE, 0, 3, 0, 0);
        Nets free = nets(Optimiser.SGD, Schedule.HALVE, Loss.CROSS_ENTROPY, ClassWeights.NONE, 0, 0, 0, 0);

        assertThat(squares(train(decaying))).isLessThan(0.5 * squares(train(free)));
    }

    @Test
    void shouldBalanceClassesThatHaveExamples() {
        assertThat(Losses.balanced(new int[] {0, 0, 0, 2}, 3)).containsExactly(4 / 6f, 0, 2);
    }

    @Test
    void shouldChangeTheStepSizeAsItsScheduleSays() {
        StepSize halving = new StepSize(0.8, Schedule.HALVE, 10);
        halving.after(1, 1);
        assertThat(halving.value()).isEqualTo(0.8f);
        halving.after(2, 2);
        assertThat(halving.value()).isEqualTo(0.4f);

        StepSize cosine = new StepSize(0.8, Schedule.COSINE, 10);
        cosine.after(5, 0);
        assertThat(cosine.value()).isCloseTo(0.4f, within(1e-6f));
        cosine.after(10, 0);
        assertThat(cosine.value()).isCloseTo(0, within(1e-6f));

        StepSize constant = new StepSize(0.8, Schedule.CONSTANT, 10);
        constant.after(4, 4);
        assertThat(constant.value()).isEqualTo(0.8f);
    }

    /** No code is embedded; the rest is for numbers and sequences. */
    private static Nets nets(
            Optimiser optimiser,
            Schedule schedule,
            Loss loss,
            ClassWeights classWeights,
            double dropout,
            double weightDecay,
            double l1,
            double clipGradients) {
        return new Nets(
                optimiser,
                schedule,
                loss,
                classWeights,
                RegressionLoss.MSE,
                dropout,
                weightDecay,
                l1,
                clipGradients,
                "none",
                20,
                1);
    }

    private static TrainedNet train(Nets choices) {
        NetSettings settings = new NetSettings(List.of(16), 40, 64, 0.01, 7, choices);
        return new NetTraining(settings, DEVICE)
                .train(WINDOW, new VectorInput(fitted()), new NetTarget.OfClasses(WINDOW, 2, settings.choices()));
    }

    private static Preprocessing fitted() {
        TrainingWindow training = WINDOW.training();
        return Preprocessing.fit(Loans.LAYOUT, training.matrix(), training.rows());
    }

    private static long zeros(TrainedNet net) {
        float[] weights = net.layers().get(0).weights();
        return IntStream.range(0, weights.length).filter(i -> weights[i] == 0).count();
    }

    private static double squares(TrainedNet net) {
        double sum = 0;
        for (Dense layer : net.layers()) {
            for (float weight : layer.weights()) {
                sum += weight * weight;
            }
        }
        return sum;
    }
}
