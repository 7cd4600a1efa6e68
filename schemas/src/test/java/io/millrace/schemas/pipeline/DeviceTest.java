package io.millrace.schemas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {
    @Test
    void shouldReadOneOfSeveralGpus() {
        Training training = training("gpu:1");

        assertThat(training.device().gpus()).containsExactly(1);
        assertThat(PipelineText.training(training)).isEqualTo("device: gpu:1\n");
    }

    @Test
    void shouldReadWhatNamesNone() {
        assertThat(training("auto").device()).isEqualTo(Device.AUTO);
        assertThat(training("cpu").device().gpus()).isEmpty();
        assertThat(training("gpu").device().gpus()).containsExactly(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tpu", "gpu:", "gpu:-1", "gpu:x", "GPU", "cpu:1", "gpu:0,", "gpu:0, 1"})
    void shouldRefuseWhatIsNoDevice(String text) {
        assertThatThrownBy(() -> training("'" + text + "'"))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("training.device")
                .hasMessageContaining(
                        "'" + text
                                + "' is not one of auto, cpu, gpu, gpu:N for one of several, counted from 0, or gpu:N,M for several together");
    }

    @Test
    void shouldReadSeveralGpusInTheirOrder() {
        Training training = training("gpu:2,0");

        assertThat(training.device().gpus()).containsExactly(2, 0);
        assertThat(PipelineText.training(training)).isEqualTo("device: gpu:2,0\n");
        assertThatThrownBy(() -> training("gpu:1,1")).hasMessageContaining("'gpu:1,1' names a GPU twice");
    }

    @Test
    void shouldRefuseToRunModelsOnSeveral() {
        assertThatThrownBy(() -> scoring("gpu:0,1"))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("scoring.device: must be one device: further scorers take further GPUs");
    }

    @Test
    void shouldReadWhereModelsRun() {
        assertThat(scoring("gpu:2").device().gpus()).containsExactly(2);
    }

    private static Scoring scoring(String device) {
        return PipelineReader.parse("""
                name: loans
                task: binary-classification
                label: {classes: [A, B]}
                columns: [{name: age, type: numeric}]
                scoring: {device: '%s'}
                """.formatted(device), "loans.yaml").scoring();
    }

    private static Training training(String device) {
        return PipelineReader.parse("""
                name: loans
                task: binary-classification
                label: {classes: [A, B]}
                columns: [{name: age, type: numeric}]
                training:
                  device: %s
                """.formatted(device), "loans.yaml").training();
    }
}
