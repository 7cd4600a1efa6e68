package io.millrace.trainer.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.Device;
import org.junit.jupiter.api.Test;

class TrainingDeviceTest {
    @Test
    void shouldTakeTheGpuWhenThereIsOne() {
        assertThat(TrainingDevice.choose(Device.AUTO, 1).name()).isEqualTo("gpu:0");
        assertThat(TrainingDevice.choose(Device.GPU, 1).name()).isEqualTo("gpu:0");
    }

    @Test
    void shouldTakeTheGpuThatIsNamed() {
        TrainingDevice second = TrainingDevice.choose(Device.parse("gpu:1"), 2);

        assertThat(second).isEqualTo(new TrainingDevice("gpu:1", "gpu:1"));
        assertThat(second.djl()).containsExactly(ai.djl.Device.gpu(1));
    }

    @Test
    void shouldTakeSeveralThatAreNamed() {
        TrainingDevice both = TrainingDevice.choose(Device.parse("gpu:0,2"), 3);

        assertThat(both).isEqualTo(new TrainingDevice("gpu:0,gpu:2", "gpu:0,2"));
        assertThat(both.djl()).containsExactly(ai.djl.Device.gpu(0), ai.djl.Device.gpu(2));
        assertThatThrownBy(() -> TrainingDevice.choose(Device.parse("gpu:0,2"), 2))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageStartingWith("training.device is gpu:0,2, but PyTorch finds 2 GPUs on this machine");
    }

    @Test
    void shouldSayHowManyThereAreWhereTheNamedOneIsNot() {
        assertThatThrownBy(() -> TrainingDevice.choose(Device.parse("gpu:2"), 2))
                .isInstanceOf(ServiceFailure.class)
                .hasMessage(
                        "training.device is gpu:2, but PyTorch finds 2 GPUs on this machine, counted from 0: set training.device to gpu:1, auto or cpu");
        assertThatThrownBy(() -> TrainingDevice.choose(Device.parse("gpu:0"), 0))
                .hasMessageStartingWith("training.device is gpu:0, but PyTorch finds no GPU");
    }

    @Test
    void shouldStayOnTheCpuWhereAsked() {
        assertThat(TrainingDevice.choose(Device.CPU, 1).name()).isEqualTo("cpu");
    }

    @Test
    void shouldFallBackAndSaySo() {
        assertThat(TrainingDevice.choose(Device.AUTO, 0))
                .isEqualTo(new TrainingDevice("cpu", "auto: no GPU found, so the CPU"));
    }

    @Test
    void shouldRefuseADemandItCannotMeet() {
        assertThatThrownBy(() -> TrainingDevice.choose(Device.GPU, 0))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("set training.device to auto or cpu");
    }
}
