package io.millrace.trainer.nets;

import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.pipeline.Training;

/** Training settings for tests. */
final class Trainings {
    private Trainings() {}

    /** The pipeline definition's defaults, on the CPU. */
    static Training defaults() {
        return of("seed: 42");
    }

    /** @param settings keys of the section {@code training} */
    static Training of(String settings) {
        return PipelineReader.parse("""
                name: loans
                task: binary-classification
                source: {entity: who}
                history: {sequence: 5}
                label: {classes: [A, B]}
                columns: [{name: age, type: numeric}]
                training: {device: cpu, %s}
                """.formatted(settings), "loans.yaml").training();
    }
}
