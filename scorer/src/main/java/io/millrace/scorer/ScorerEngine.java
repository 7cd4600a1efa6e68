package io.millrace.scorer;

import ai.djl.engine.Engine;
import io.millrace.runtime.ServiceFailure;

/** DJL's ONNX Runtime engine, once per process. */
final class ScorerEngine {
    static final String NAME = "OnnxRuntime";

    private ScorerEngine() {}

    /**
     * Loads the natives. To be called before anything in the process asks for an {@code OrtEnvironment}: there is one per process,
     * and DJL insists on making it. Idempotent.
     *
     * @throws ServiceFailure where this machine cannot run ONNX Runtime
     */
    static void load() {
        // else every call would also make a PyTorch manager wherever PyTorch is on the class path
        System.setProperty("ai.djl.onnx.disable_alternative", "true");
        try {
            Engine.getEngine(NAME);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            throw new ServiceFailure(
                    "ONNX Runtime cannot be loaded on this machine (" + e
                            + "): it needs Linux, macOS or Windows on x86-64 or arm64, and a writable temporary directory",
                    e);
        }
    }
}
