package io.millrace.scorer;

import ai.onnxruntime.OrtEnvironment;
import io.millrace.models.artefact.OnnxDevice;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.Device;
import java.util.Optional;

/**
 * Where models run.
 *
 * @param choice how it came to that, for the log
 */
record ScoringDevice(OnnxDevice onnx, String choice) {
    private static final int FIRST = 0;

    /**
     * Chooses it. ONNX Runtime is loaded.
     *
     * @throws ServiceFailure where a GPU is demanded on which ONNX Runtime cannot compute
     */
    static ScoringDevice choose(Device wanted, Gpus gpus) {
        if (wanted.equals(Device.CPU)) {
            return new ScoringDevice(OnnxDevice.CPU, wanted.toString());
        }
        if (wanted.equals(Device.AUTO)) {
            return any(gpus);
        }
        int gpu = wanted.gpus().get(0);
        if (!gpus.haveCuda()) {
            throw new ServiceFailure(noCuda(wanted));
        }
        gpus.trouble(gpu).ifPresent(why -> {
            throw new ServiceFailure(
                    "scoring.device is %s, but ONNX Runtime cannot compute there (%s): give the service that GPU, with the CUDA and cuDNN of its onnxruntime_gpu, or set scoring.device to auto or cpu"
                            .formatted(wanted, why));
        });
        return new ScoringDevice(OnnxDevice.gpu(gpu), wanted.toString());
    }

    private static ScoringDevice any(Gpus gpus) {
        if (!gpus.haveCuda()) {
            return new ScoringDevice(OnnxDevice.CPU, "auto: this ONNX Runtime has no CUDA, so the CPU");
        }
        Optional<String> trouble = gpus.trouble(FIRST);
        return trouble.map(why -> new ScoringDevice(
                        OnnxDevice.CPU, "auto: ONNX Runtime cannot compute on gpu:0 (" + why + "), so the CPU"))
                .orElseGet(() -> new ScoringDevice(OnnxDevice.gpu(FIRST), "auto: there is a GPU"));
    }

    private static String noCuda(Device wanted) {
        return "scoring.device is %s, but the ONNX Runtime on the class path has no CUDA: put com.microsoft.onnxruntime:onnxruntime_gpu:%s before onnxruntime, as the image's target gpu does, or set scoring.device to auto or cpu"
                .formatted(wanted, OrtEnvironment.getEnvironment().getVersion());
    }
}
