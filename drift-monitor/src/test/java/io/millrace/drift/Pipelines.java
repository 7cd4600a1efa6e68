package io.millrace.drift;

import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;

/** Pipeline definitions to test with. */
final class Pipelines {
    private Pipelines() {}

    /** Two classes; a false alarm every 1,000,000 outcomes; windows of 1,000 predictions; 500 outcomes of cooldown. */
    static PipelineDefinition loans() {
        return loans(100);
    }

    static PipelineDefinition loans(int requestsPerDay) {
        return PipelineReader.parse("""
                name: loans
                task: binary-classification
                label: {column: granted, classes: ["no", "yes"]}
                columns:
                  - {name: salary, type: numeric}
                training: {minExamples: 2000, window: 10000}
                drift: {window: 1000, cooldown: 500, requestsPerDay: %d}
                """.formatted(requestsPerDay), "loans.yaml");
    }

    /** The same with more settings: lines of YAML. */
    static PipelineDefinition loans(String drift, String training) {
        return PipelineReader.parse("""
                name: loans
                task: binary-classification
                label: {column: granted, classes: ["no", "yes"]}
                columns:
                  - {name: salary, type: numeric}
                training: {minExamples: 2000, window: 10000%s}
                drift: {window: 1000, cooldown: 500%s}
                """.formatted(training, drift), "loans.yaml");
    }
}
