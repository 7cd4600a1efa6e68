package io.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.pipeline.Training;
import io.millrace.statistics.metrics.Calibration;
import io.millrace.trainer.candidates.Candidate;
import io.millrace.trainer.candidates.Evaluation;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.nets.PublicStream;
import io.millrace.trainer.nets.TrainingDevice;
import io.millrace.trainer.windows.ResolvedWindow;
import io.millrace.trainer.windows.TrainingWindow;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The three calibrations, fitted on windows of 10,000 rows and measured on the 5,000 that follow, along public streams; prints what the README tells. */
class CalibrationOnStreamsTest {
    private static final int WINDOW = 10_000;
    private static final int LATER = 5_000;
    private static final int BINS = 10;

    /** Means over the windows. */
    private record Measured(double logLoss, double error) {
        Measured and(Measured other, int windows) {
            return new Measured(logLoss + other.logLoss / windows, error + other.error / windows);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotMakeProbabilitiesMuchWorseWhereWhatComesIsAsBefore(PublicStream stream) throws IOException {
        PublicStream.Examples examples = stream.read();
        int windows = Math.min(3, examples.rows().rows() / (WINDOW + LATER));

        Measured none = along(examples, training("none"), windows);
        Measured temperature = along(examples, training("temperature"), windows);
        Measured isotonic = along(examples, training("isotonic"), windows);

        System.out.printf(
                Locale.ROOT,
                "%s, %d windows: log loss none %.4f, temperature %.4f, isotonic %.4f; calibration error %.4f, %.4f, %.4f%n",
                stream,
                windows,
                none.logLoss,
                temperature.logLoss,
                isotonic.logLoss,
                none.error,
                temperature.error,
                isotonic.error);
        assertThat(isotonic.logLoss).isLessThan(none.logLoss + 0.02);
        assertThat(isotonic.error).isLessThan(none.error + 0.02);
    }

    @ParameterizedTest
    @EnumSource(names = {"ADULT", "FOODMART_CARD"})
    void shouldGiveTheSameBytes(PublicStream stream) throws IOException {
        PublicStream.Examples examples = stream.read();
        Training training = training("isotonic");

        assertThat(best(examples, 0, training).bytes().sha256())
                .isEqualTo(best(examples, 0, training).bytes().sha256());
        assertThat(best(examples, 0, training).parameters()).containsEntry("calibration", "isotonic");
    }

    private static Measured along(PublicStream.Examples examples, Training training, int windows) {
        Measured all = new Measured(0, 0);
        for (int window = 0; window < windows; window++) {
            int from = (int) ((long) (examples.rows().rows() - WINDOW - LATER) * window / Math.max(1, windows - 1));
            TrainingWindow later = examples.rows().from(from + WINDOW).first(LATER);
            try (OnnxModel model =
                    new OnnxModel(best(examples, from, training).bytes().toArray())) {
                all = all.and(
                        measured(model.probabilities(later.matrix(), LATER), later.labels(), model.classes()), windows);
            }
        }
        return all;
    }

    private static Candidate best(PublicStream.Examples examples, int from, Training training) {
        Problem problem = new Problem(examples.layout(), examples.classes(), "e1");
        ResolvedWindow window = new ResolvedWindow(
                examples.rows().from(from).first(WINDOW), "e1", List.of(), new ResolvedWindow.LeftOut(0, 0, 0, 0));
        TrainingDevice device = Families.start(training);
        return Families.contest(training, device)
                .rank(Preparation.of(window, training, examples.layout()).window(), problem)
                .best();
    }

    private static Measured measured(float[] answers, int[] labels, int classes) {
        Calibration calibration = new Calibration(BINS);
        for (int row = 0; row < labels.length; row++) {
            int likeliest = Evaluation.likeliest(answers, row * classes, classes);
            calibration.update(Math.min(1, answers[row * classes + likeliest]), likeliest == labels[row]);
        }
        return new Measured(Evaluation.of(answers, labels, classes).logLoss(), calibration.expectedError());
    }

    private static Training training(String calibration) {
        return PipelineReader.parse("""
                name: loans
                task: binary-classification
                label: {classes: [A, B]}
                columns: [{name: age, type: numeric}]
                training: {device: cpu, calibration: %s}
                """.formatted(calibration), "loans.yaml").training();
    }
}
