package io.millrace.runtime;

import io.millrace.schemas.pipeline.PipelineDefinition;

/** Refuses regression where only classes are predicted so far, before anything starts. */
public final class ClassesOnly {
    private ClassesOnly() {}

    /**
     * @return the definition
     * @throws ServiceFailure where its label is a number
     */
    public static PipelineDefinition of(PipelineDefinition pipeline) {
        if (pipeline.label().isNumber()) {
            throw new ServiceFailure(
                    "pipeline " + pipeline.name()
                            + ": task: regression can be defined, checked and cleaned with, but only classes are predicted so far");
        }
        return pipeline;
    }
}
