package io.millrace.trainer.nets;

import static org.assertj.core.api.Assertions.assertThatCode;

import ai.djl.ndarray.NDArray;
import ai.djl.training.loss.Loss;
import io.millrace.models.onnx.Preprocessing;
import io.millrace.schemas.pipeline.Device;
import io.millrace.schemas.pipeline.VectorLayout;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DjlNetTest {
    private static final TrainingDevice DEVICE = Torch.start(Device.CPU);

    private static final NetInput ONE_NUMBER = new VectorInput(
            Preprocessing.fit(new VectorLayout(List.of(new VectorLayout.Slot("x", 0))), new float[] {0, 1}, 2));

    @Test
    void shouldTrainWhereTheGradientsOfTheFirstBatchSumToZero() {
        for (long seed = 0; seed < 50; seed++) {
            NetSettings softmax = new NetSettings(
                    List.of(), 1, 2, 0.01, seed, Trainings.defaults().nets());
            try (DjlNet net = new DjlNet(
                    ONE_NUMBER, 2, softmax, Loss.softmaxCrossEntropyLoss(), new SplittableRandom(seed), DEVICE.djl())) {
                NDArray same = net.resident(new float[] {1, 1}, 1);
                NDArray labels = net.resident(new int[] {0, 1});
                assertThatCode(() -> net.pass(same, labels, new long[] {0, 1}, 2))
                        .as("seed " + seed)
                        .doesNotThrowAnyException();
            }
        }
    }
}
