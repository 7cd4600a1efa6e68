package io.millrace.scorer;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.millrace.runtime.ServiceFailure;
import java.util.concurrent.atomic.AtomicReference;

/** DJL's ONNX Runtime engine, once per process. */
public final class ScorerEngine {
    static final String NAME = "OnnxRuntime";
    /**
     * ONNX Runtime 1.29 puts the command line of the process through a recursive regular expression, for its telemetry. From some
     * 4,000 characters on, which a class path soon has, that overruns an ordinary stack and kills the process without a word.
     */
    private static final long STACK_BYTES = 256L << 20;

    private ScorerEngine() {}

    /**
     * Loads the natives and turns their telemetry off. To be called before anything in the process asks for an
     * {@link OrtEnvironment}: there is one per process, and DJL insists on making it. Idempotent.
     *
     * @throws ServiceFailure where this machine cannot run ONNX Runtime
     */
    public static void load() {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, ScorerEngine::make, "onnx-runtime-start", STACK_BYTES);
        thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceFailure("interrupted while ONNX Runtime was loading", e);
        }
        if (failure.get() != null) {
            throw new ServiceFailure(
                    "ONNX Runtime cannot be loaded on this machine (" + failure.get()
                            + "): it needs Linux, macOS or Windows on x86-64 or arm64, and a writable temporary directory",
                    failure.get());
        }
    }

    private static void make() {
        // else every call would also make a PyTorch manager wherever PyTorch is on the class path
        System.setProperty("ai.djl.onnx.disable_alternative", "true");
        Engine.getEngine(NAME);
        try {
            OrtEnvironment.getEnvironment().setTelemetry(false);
        } catch (OrtException e) {
            throw new IllegalStateException("the telemetry of ONNX Runtime cannot be turned off", e);
        }
    }
}
