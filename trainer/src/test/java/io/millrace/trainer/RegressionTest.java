package io.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.artefact.OnnxModel;
import io.millrace.models.onnx.Scale;
import io.millrace.schemas.pipeline.Device;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.pipeline.Training;
import io.millrace.trainer.candidates.Contest;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.candidates.NumberEvaluation;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.candidates.Untrainable;
import io.millrace.trainer.nets.Loans;
import io.millrace.trainer.nets.NetFamily;
import io.millrace.trainer.nets.Torch;
import io.millrace.trainer.nets.TrainingDevice;
import io.millrace.trainer.trees.TreeFamily;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegressionTest {
    private static final Problem PROBLEM = new Problem(Loans.LAYOUT, List.of(), "e1");
    private static final TrainingDevice DEVICE = Torch.start(Device.CPU);

    @ParameterizedTest
    @ValueSource(strings = {"softmax", "mlp", "xgboost"})
    void shouldExportWhatItLearnt(String name) {
        TrainingWindow unseen = priced(Loans.withExtremes(new Loans(3, 0.05, 0.05).window(1_000, 77)));
        TrainingWindow training = priced(new Loans(3, 0.05, 0.05).window(2_000, 5));
        Family.Trained trained = family(name, "mse").train(new TrainingWindow.Split(training, unseen), PROBLEM);

        try (OnnxModel model = new OnnxModel(trained.export().onnx(1))) {
            float deviation = Scale.of(training.numbers()).deviation();
            assertThat(model.classes()).isZero();
            assertThat(model.probabilities(unseen.matrix(), unseen.rows()))
                    .containsExactly(trained.heldOut().numbers(), within(1e-4f * deviation));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mse", "mae", "huber"})
    void shouldLearnANumberByEachLoss(String loss) {
        assertThat(explained("mlp", loss)).isGreaterThan(0.85);
    }

    @ParameterizedTest
    @ValueSource(strings = {"softmax", "xgboost"})
    void shouldLearnANumber(String name) {
        assertThat(explained(name, "mse")).isGreaterThan(0.7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"softmax", "mlp", "xgboost"})
    void shouldGiveTheSameBytesForTheSameSeed(String name) {
        TrainingWindow.Split split =
                priced(new Loans(3, 0.02, 0.05).window(500, 5)).split(0.2);

        assertThat(family(name, "mse").train(split, PROBLEM).export().onnx(1))
                .isEqualTo(family(name, "mse").train(split, PROBLEM).export().onnx(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"softmax", "mlp", "xgboost"})
    void shouldLearnAQuantile(String name) {
        TrainingWindow test = priced(new Loans(3, 0, 0).window(2_000, 99));
        TrainingWindow.Split split = priced(new Loans(3, 0, 0).window(4_000, 5)).split(0.2);
        Problem high = new Problem(Loans.LAYOUT, List.of(), "e1", Optional.of(0.9));

        Contest.Ranking ranking = new Contest(List.of(family(name, "mse"))).rank(split, high);
        Contest.Ranking plain = new Contest(List.of(family(name, "mse"))).rank(split, PROBLEM);

        NumberEvaluation evaluation = evaluation(ranking, test, high);
        assertThat(evaluation.covered()).isBetween(0.78, 0.96); // trees of few rows fall short
        assertThat(evaluation.loss()).isLessThan(evaluation(plain, test, high).loss());
        assertThat(evaluation.figures()).containsKeys("quantileLoss", "covered", "mae");
    }

    private static NumberEvaluation evaluation(Contest.Ranking ranking, TrainingWindow test, Problem problem) {
        try (OnnxModel model = new OnnxModel(ranking.best().bytes().toArray())) {
            return (NumberEvaluation) problem.measure(model.probabilities(test.matrix(), test.rows()), test);
        }
    }

    @Test
    void shouldChooseTheFamilyOfTheLowestAbsoluteError() {
        TrainingWindow.Split split = priced(new Loans(3, 0, 0).window(1_000, 5)).split(0.2);

        Contest.Ranking ranking =
                new Contest(List.of(family("softmax", "mse"), family("xgboost", "mse"))).rank(split, PROBLEM);

        assertThat(ranking.best().evaluation()).isInstanceOf(NumberEvaluation.class);
        assertThat(ranking.best().evaluation().loss())
                .isEqualTo(ranking.losses().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .min()
                        .orElseThrow());
        assertThat(ranking.best().probes()).allMatch(probe -> probe.getOutput().size() == 1);
    }

    @Test
    void shouldLearnNothingFromOneNumber() {
        TrainingWindow same = new TrainingWindow(
                1, new float[10], new float[10], LongStream.range(0, 10).toArray());

        Assertions.assertThatExceptionOfType(Untrainable.class)
                .isThrownBy(() -> new Contest(List.of()).rank(same.split(0.2), PROBLEM))
                .withMessageContaining("shows 1 number; 2 are needed");
    }

    private static double explained(String name, String loss) {
        TrainingWindow test = priced(new Loans(3, 0, 0).window(1_000, 99));
        TrainingWindow.Split split = priced(new Loans(3, 0, 0).window(2_000, 5)).split(0.2);
        byte[] onnx = family(name, loss).train(split, PROBLEM).export().onnx(1);
        try (OnnxModel model = new OnnxModel(onnx)) {
            return NumberEvaluation.of(model.probabilities(test.matrix(), test.rows()), test.numbers())
                    .r2();
        }
    }

    /** A price that salary, age and zipcode make, and noise: some hundred thousand. */
    private static TrainingWindow priced(TrainingWindow window) {
        SplittableRandom random = new SplittableRandom(3);
        float[] prices = new float[window.rows()];
        int features = window.features();
        for (int row = 0; row < prices.length; row++) {
            double salary = known(window.matrix()[row * features], 80_000);
            double age = known(window.matrix()[row * features + 2], 50);
            double zipcode = known(window.matrix()[row * features + 5], 5);
            prices[row] = (float) (250_000
                    + 2 * salary
                    + 1_000 * Math.abs(age - 50)
                    - 10_000 * zipcode
                    + 5_000 * random.nextGaussian());
        }
        return new TrainingWindow(
                features,
                window.matrix(),
                prices,
                LongStream.range(0, prices.length).toArray());
    }

    private static double known(float value, double otherwise) {
        return Math.abs(value) < 1e6 ? value : otherwise;
    }

    private static Family family(String name, String loss) {
        Training training = PipelineReader.parse(
                        "{name: p, task: regression, label: {mean: 0}, columns: [{name: x, type: numeric}],"
                                + " training: {nets: {regressionLoss: " + loss + "}}}",
                        "p.yaml")
                .training();
        return switch (name) {
            case "softmax" -> NetFamily.softmax(training, DEVICE);
            case "mlp" -> NetFamily.mlp(training, DEVICE);
            default -> new TreeFamily(training.trees(), training.seed(), training.earlier());
        };
    }
}
