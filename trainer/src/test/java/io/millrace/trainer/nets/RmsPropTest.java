package io.millrace.trainer.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.Initializer;
import io.millrace.schemas.pipeline.Device;
import io.millrace.schemas.pipeline.Nets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RmsPropTest {
    private static final TrainingDevice DEVICE = Torch.start(Device.CPU);
    private static final float STEP = 0.01f;

    /** One weight w that is to make 3 of 1: the cost is (w - 3)² / 2 and its gradient w - 3. */
    @Test
    void shouldStepByEachGradientAlone() {
        StepSize size = new StepSize(STEP, Nets.Schedule.CONSTANT, 10);
        try (Model model = Model.newInstance("one", DEVICE.djl().get(0), Torch.NAME)) {
            model.setBlock(Linear.builder().setUnits(1).optBias(false).build());
            try (Trainer trainer = model.newTrainer(
                    new DefaultTrainingConfig(new NumberLoss(Nets.RegressionLoss.MSE, Optional.empty()))
                            .optInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT)
                            .optDevices(DEVICE.djl().toArray(ai.djl.Device[]::new))
                            .optOptimizer(new RmsProp.Builder().build(size)))) {
                trainer.initialize(new Shape(1, 1));
                double weight = 0;
                double meanSquare = 0;
                for (int step = 0; step < 20; step++) {
                    step(trainer);
                    double gradient = weight - 3;
                    meanSquare = 0.9 * meanSquare + 0.1 * gradient * gradient;
                    weight -= STEP * gradient / (Math.sqrt(meanSquare) + 1e-8);
                    Parameter learnt = model.getBlock().getParameters().valueAt(0);
                    assertThat(learnt.getArray().toFloatArray()[0])
                            .as("after step " + step)
                            .isEqualTo((float) weight, within(1e-4f));
                }
            }
        }
    }

    private static void step(Trainer trainer) {
        NDArray one = trainer.getManager().create(new float[] {1}, new Shape(1, 1));
        NDArray three = trainer.getManager().create(new float[] {3}, new Shape(1, 1));
        try (GradientCollector collector = trainer.newGradientCollector()) {
            collector.backward(trainer.getLoss().evaluate(new NDList(three), trainer.forward(new NDList(one))));
        }
        trainer.step();
    }
}
