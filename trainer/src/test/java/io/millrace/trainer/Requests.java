package io.millrace.trainer;

import io.millrace.schemas.Example;
import io.millrace.schemas.ImportedModel;
import io.millrace.schemas.RetrainCause;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.time.Instant;
import java.util.List;

/** A pipeline of one number and two classes, and what a trainer of it is asked and given. */
final class Requests {
    static final PipelineDefinition PIPELINE = pipeline("validationShare: 0.4");
    static final PipelineDefinition TESTED = pipeline("validationShare: 0.4, testShare: 0.2");
    static final PipelineDefinition AUGMENTED = pipeline("validationShare: 0.4, augment: {jitter: 0.1}");

    private Requests() {}

    private static PipelineDefinition pipeline(String training) {
        return PipelineReader.parse("""
                name: loans
                task: binary-classification
                label: {classes: [A, B]}
                columns: [{name: age, type: numeric}]
                training: {%s}
                """.formatted(training), "loans.yaml");
    }

    static RetrainRequest request(String id, long since, int minExamples, int maxExamples) {
        return new RetrainRequest(
                id,
                RetrainCause.DRIFT,
                "episode-1",
                Instant.ofEpochMilli(since),
                minExamples,
                maxExamples,
                Instant.EPOCH,
                "please",
                null);
    }

    /** To judge a model that was made elsewhere. */
    static RetrainRequest request(String id, ImportedModel model) {
        return new RetrainRequest(id, RetrainCause.USER, null, Instant.EPOCH, 1, 100, Instant.EPOCH, "please", model);
    }

    static Example example(float value, String label) {
        return example(value, label, null);
    }

    static Example example(float value, String label, String entity) {
        return new Example("id" + value, "e1", Instant.EPOCH, List.of(value), label, 0L, entity, null);
    }
}
