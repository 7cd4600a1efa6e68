package io.millrace.trainer.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.Training;
import org.junit.jupiter.api.Test;

class TrainingDeviceTest {
    @Test
    void shouldTakeTheGpuWhenThereIsOne() {
        assertThat(TrainingDevice.choose(Training.Device.AUTO, 1).name()).isEqualTo("gpu:0");
        assertThat(TrainingDevice.choose(Training.Device.GPU, 1).name()).isEqualTo("gpu:0");
    }

    @Test
    void shouldStayOnTheCpuWhereAsked() {
        assertThat(TrainingDevice.choose(Training.Device.CPU, 1).name()).isEqualTo("cpu");
    }

    @Test
    void shouldFallBackAndSaySo() {
        assertThat(TrainingDevice.choose(Training.Device.AUTO, 0))
                .isEqualTo(new TrainingDevice("cpu", "auto: no GPU found, so the CPU"));
    }

    @Test
    void shouldRefuseADemandItCannotMeet() {
        assertThatThrownBy(() -> TrainingDevice.choose(Training.Device.GPU, 0))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("set training.device to auto or cpu");
    }
}
