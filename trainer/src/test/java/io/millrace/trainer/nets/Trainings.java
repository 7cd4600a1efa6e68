package io.millrace.trainer.nets;

import io.millrace.schemas.pipeline.Training;
import java.util.List;

/** Training settings for tests. */
final class Trainings {
    private Trainings() {}

    /** The pipeline definition's defaults. */
    static Training defaults() {
        return new Training(
                10_000,
                2_000,
                0.2,
                List.of(Training.Family.values()),
                List.of(64, 32),
                60,
                128,
                0.005,
                0,
                42,
                Training.Device.CPU);
    }
}
