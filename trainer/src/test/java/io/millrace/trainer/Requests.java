package io.millrace.trainer;

import io.millrace.schemas.Example;
import io.millrace.schemas.RetrainCause;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.time.Instant;
import java.util.List;

/** A pipeline of one number and two classes, and what a trainer of it is asked and given. */
final class Requests {
    static final PipelineDefinition PIPELINE = PipelineReader.parse("""
            name: loans
            task: binary-classification
            label: {classes: [A, B]}
            columns: [{name: age, type: numeric}]
            training: {validationShare: 0.4}
            """, "loans.yaml");

    private Requests() {}

    static RetrainRequest request(String id, long since, int minExamples, int maxExamples) {
        return new RetrainRequest(
                id,
                RetrainCause.DRIFT,
                "episode-1",
                Instant.ofEpochMilli(since),
                minExamples,
                maxExamples,
                Instant.EPOCH,
                "please");
    }

    static Example example(float value, String label) {
        return new Example("x", "e1", Instant.EPOCH, List.of(value), label, 0L, null);
    }
}
