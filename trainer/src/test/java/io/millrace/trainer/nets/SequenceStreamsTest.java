package io.millrace.trainer.nets;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.pipeline.Device;
import io.millrace.schemas.pipeline.Training;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.candidates.Measured;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.trees.TreeFamily;
import io.millrace.trainer.windows.TrainingWindow;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What it helps, on public streams, to read the latest records of an entity; prints the figures that the README gives. */
class SequenceStreamsTest {
    private static final TrainingDevice DEVICE = Torch.start(Device.CPU);
    private static final int WINDOWS = 3;
    private static final int LEARNT = 10_000;
    private static final int MEASURED = 5_000;

    /**
     * @param records that a vector shows
     * @param atMost log loss of the lstm beside the mlp's, as a share of it
     */
    @ParameterizedTest
    @CsvSource({"ELECTRICITY, 24, 0.9", "FOODMART_CARD, 8, 1.1"})
    void shouldHelpWhereTheOrderOfRecordsTellsSomething(PublicStream stream, int records, double atMost)
            throws IOException {
        PublicStream.Examples all = stream.read().showing(records);
        Problem problem = new Problem(all.layout(), all.classes(), "e1");
        Map<String, Double> losses = new LinkedHashMap<>();
        for (String earlier : List.of("sequences", "all")) {
            Training settings = Trainings.of("earlier: " + earlier);
            Family trees = new TreeFamily(settings.trees(), settings.seed(), settings.earlier());
            for (Family family : List.of(NetFamily.mlp(settings, DEVICE), trees)) {
                String name = family.name() + " " + earlier;
                losses.put(name, measure(stream + " " + name, family, all.rows(), problem));
            }
        }
        Family lstm = NetFamily.lstm(Trainings.defaults(), DEVICE);
        losses.put("lstm", measure(stream + " lstm", lstm, all.rows(), problem));

        assertThat(losses.get("lstm") / losses.get("mlp sequences")).isLessThan(atMost);
    }

    /** @return mean log loss on what follows each window */
    private static double measure(String name, Family family, TrainingWindow rows, Problem problem) {
        double loss = 0;
        double error = 0;
        long before = cpuNanos();
        for (int window = 0; window < WINDOWS; window++) {
            int from = (int) ((long) window * (rows.rows() - LEARNT - MEASURED) / (WINDOWS - 1));
            TrainingWindow all = rows.first(from + LEARNT + MEASURED).from(from);
            Family.Trained trained = family.train(all.first(LEARNT).split(0.2), problem);
            TrainingWindow unseen = all.from(LEARNT);
            try (OnnxModel model = new OnnxModel(trained.export().onnx(1))) {
                Measured measured = problem.measure(model.probabilities(unseen.matrix(), MEASURED), unseen);
                loss += measured.loss() / WINDOWS;
                error += measured.error() / WINDOWS;
            }
        }
        double seconds = (cpuNanos() - before) / 1e9 / WINDOWS;
        System.out.printf("%s: log loss %.3f, error %.3f, %.1f s of CPU%n", name, loss, error, seconds);
        return loss;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
