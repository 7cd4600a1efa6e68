package io.millrace.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import io.millrace.models.artefact.OnnxDevice;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.Device;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ScoringDeviceTest {
    @BeforeAll
    static void engineBeforeAnyEnvironment() {
        ScorerEngine.load();
    }

    @Test
    void shouldTakeTheFirstGpuThatComputes() {
        assertThat(ScoringDevice.choose(Device.AUTO, machine(true, 2)))
                .isEqualTo(new ScoringDevice(OnnxDevice.gpu(0), "auto: there is a GPU"));
        assertThat(ScoringDevice.choose(Device.GPU, machine(true, 2)))
                .isEqualTo(new ScoringDevice(OnnxDevice.gpu(0), "gpu"));
    }

    @Test
    void shouldTakeTheGpuThatIsNamed() {
        assertThat(ScoringDevice.choose(Device.parse("gpu:1"), machine(true, 2)).onnx())
                .isEqualTo(OnnxDevice.gpu(1));
    }

    @Test
    void shouldStayOnTheCpuWhereAsked() {
        assertThat(ScoringDevice.choose(Device.CPU, machine(true, 2)))
                .isEqualTo(new ScoringDevice(OnnxDevice.CPU, "cpu"));
    }

    @Test
    void shouldFallBackAndSayWhy() {
        assertThat(ScoringDevice.choose(Device.AUTO, machine(false, 0)))
                .isEqualTo(new ScoringDevice(OnnxDevice.CPU, "auto: this ONNX Runtime has no CUDA, so the CPU"));
        assertThat(ScoringDevice.choose(Device.AUTO, machine(true, 0)))
                .isEqualTo(new ScoringDevice(
                        OnnxDevice.CPU, "auto: ONNX Runtime cannot compute on gpu:0 (no device 0), so the CPU"));
    }

    @Test
    void shouldRefuseADemandWithoutCuda() {
        assertThatThrownBy(() -> ScoringDevice.choose(Device.GPU, machine(false, 0)))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageMatching("scoring.device is gpu, but the ONNX Runtime on the class path has no CUDA: put"
                        + " com.microsoft.onnxruntime:onnxruntime_gpu:[0-9.]+ before onnxruntime, as the image's"
                        + " target gpu does, or set scoring.device to auto or cpu");
    }

    @Test
    void shouldRefuseAGpuThatDoesNotCompute() {
        assertThatThrownBy(() -> ScoringDevice.choose(Device.parse("gpu:3"), machine(true, 2)))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageStartingWith(
                        "scoring.device is gpu:3, but ONNX Runtime cannot compute there (no device 3): give the service that GPU")
                .hasMessageEndingWith("or set scoring.device to auto or cpu");
    }

    /** Tests run with the ONNX Runtime for CPUs. */
    @Test
    void shouldSeeWhatThisOnnxRuntimeIs() {
        Gpus gpus = new OnnxGpus();

        assertThat(gpus.haveCuda()).isFalse();
        assertThat(gpus.trouble(0)).hasValue("Failed to find CUDA shared provider");
        assertThat(ScoringDevice.choose(Device.AUTO, gpus).onnx()).isEqualTo(OnnxDevice.CPU);
    }

    @Test
    void shouldTellTroubleWithoutWhereInOnnxRuntimeItShowed() {
        assertThat(
                        OnnxGpus.reason(
                                new OrtException(
                                        OrtErrorCode.ORT_FAIL,
                                        "/src/provider_bridge_ort.cc:1962 Get() [ONNXRuntimeError] : 1 : FAIL : Failed to load library with error: libcublasLt.so.12: cannot open")))
                .isEqualTo("Failed to load library with error: libcublasLt.so.12: cannot open");
    }

    private static Gpus machine(boolean cuda, int gpus) {
        return new Gpus() {
            @Override
            public boolean haveCuda() {
                return cuda;
            }

            @Override
            public Optional<String> trouble(int gpu) {
                return gpu < gpus ? Optional.empty() : Optional.of("no device " + gpu);
            }
        };
    }
}
