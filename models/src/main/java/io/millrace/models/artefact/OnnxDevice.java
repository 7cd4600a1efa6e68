package io.millrace.models.artefact;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.util.OptionalInt;

/**
 * Where ONNX Runtime computes: the CPU, or one GPU by its CUDA execution provider. Operators without a kernel for GPUs, which trees are, run on the CPU there too.
 *
 * @param gpu which, counted from 0; none is the CPU
 */
public record OnnxDevice(OptionalInt gpu) {
    public static final OnnxDevice CPU = new OnnxDevice(OptionalInt.empty());

    /** @param number counted from 0 */
    public static OnnxDevice gpu(int number) {
        return new OnnxDevice(OptionalInt.of(number));
    }

    /** Whether the ONNX Runtime on the class path was built for CUDA; whether there is a GPU is another question. */
    public static boolean isCudaBuild() {
        return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
    }

    /**
     * Options of a session there, for one thread and batches of any size. The caller closes them.
     *
     * @throws OrtException where CUDA cannot be loaded
     */
    public SessionOptions options() throws OrtException {
        SessionOptions options = new SessionOptions();
        try {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // batches vary in size: a pattern per size would grow native memory
            options.setMemoryPatternOptimization(false);
            if (gpu.isPresent()) {
                addCuda(options, gpu.getAsInt());
            }
            return options;
        } catch (OrtException | RuntimeException e) {
            options.close();
            throw e;
        }
    }

    private static void addCuda(SessionOptions options, int gpu) throws OrtException {
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(gpu)) {
            // ten bits of each factor's fraction are too few: answers must be the trainer's
            cuda.add("use_tf32", "0");
            options.addCUDA(cuda);
        }
    }

    /** {@code cpu}, {@code gpu:0}, {@code gpu:1}. */
    @Override
    public String toString() {
        return gpu.isPresent() ? "gpu:" + gpu.getAsInt() : "cpu";
    }
}
