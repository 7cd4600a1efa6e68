package io.millrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import org.junit.jupiter.api.Test;

class ClassesOnlyTest {
    @Test
    void shouldRefuseANumber() {
        assertThatExceptionOfType(ServiceFailure.class)
                .isThrownBy(() -> ClassesOnly.of(pipeline("regression", "mean: 1")))
                .withMessageStartingWith("pipeline p: task: regression");
    }

    @Test
    void shouldLetClassesPass() {
        PipelineDefinition pipeline = pipeline("binary-classification", "classes: [a, b]");

        assertThat(ClassesOnly.of(pipeline)).isSameAs(pipeline);
    }

    private static PipelineDefinition pipeline(String task, String label) {
        return PipelineReader.parse(
                "{name: p, task: " + task + ", label: {" + label + "}, columns: [{name: x, type: numeric}]}", "p.yaml");
    }
}
