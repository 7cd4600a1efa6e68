package io.millrace.trainer;

import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.Training;
import io.millrace.trainer.candidates.Contest;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.nets.NetFamily;
import io.millrace.trainer.nets.Torch;
import io.millrace.trainer.nets.TrainingDevice;
import io.millrace.trainer.trees.TreeFamily;

/** The model families of a pipeline definition. */
final class Families {
    private Families() {}

    /**
     * Loads what the families train with, which takes seconds the first time.
     *
     * @throws ServiceFailure where something they need is missing on this machine
     */
    static TrainingDevice start(Training training) {
        TrainingDevice device = Torch.start(training.device());
        if (training.candidates().contains(Training.Family.XGBOOST)) {
            TreeFamily.start();
        }
        return device;
    }

    static Contest contest(Training training, TrainingDevice device) {
        return new Contest(training.candidates().stream()
                .map(family -> family(family, training, device))
                .toList());
    }

    private static Family family(Training.Family family, Training training, TrainingDevice device) {
        return switch (family) {
            case SOFTMAX -> NetFamily.softmax(training, device);
            case MLP -> NetFamily.mlp(training, device);
            case XGBOOST -> new TreeFamily(training.trees(), training.seed());
        };
    }
}
