package io.millrace.trainer.nets;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import io.millrace.models.onnx.Preprocessing;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.Device;
import io.millrace.schemas.pipeline.Nets;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** PyTorch under DJL, as this process uses it: started once, quiet, offline. Thread-safe. */
public final class Torch {
    static final String NAME = "PyTorch";

    /** OpenMP threads that spin for work make a busy machine train many times slower; DJL reports home unless told not to. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "ai.djl.offline", "true",
            "ai.djl.pytorch.num_threads", "1",
            "ai.djl.pytorch.num_interop_threads", "1",
            "OPT_OUT_TRACKING", "true");

    /** Of no matter to the few rows that are trained on at the start. */
    private static final Nets CHOICES = new Nets(
            Nets.Optimiser.ADAMW,
            Nets.Schedule.HALVE,
            Nets.Loss.CROSS_ENTROPY,
            Nets.ClassWeights.NONE,
            Nets.RegressionLoss.MSE,
            0,
            0,
            0,
            0,
            "none",
            2,
            1);

    private Torch() {}

    /**
     * Starts PyTorch where it has not been started, which takes seconds the first time, and trains a few rows so that the
     * first request finds everything loaded.
     *
     * @throws ServiceFailure where it cannot start, or a GPU is demanded that is not there
     */
    public static TrainingDevice start(Device wanted) {
        TrainingDevice device = TrainingDevice.choose(wanted, engine().getGpuCount());
        float[] matrix = {0, 1, 2, 3, 4, 5, 6, 7};
        TrainingWindow.Split rows = new TrainingWindow(1, matrix, new int[] {0, 1, 0, 1, 0, 1, 0, 1}).split(0.5);
        VectorLayout layout = new VectorLayout(List.of(new VectorLayout.Slot("x", 0)));
        new NetTraining(new NetSettings(List.of(4), 20, 4, 0.01, 1, CHOICES), device)
                .train(
                        rows,
                        new VectorInput(Preprocessing.fit(layout, matrix, 4)),
                        new NetTarget.OfClasses(rows, 2, CHOICES));
        return device;
    }

    /** Versions for the lineage. */
    static Map<String, String> libraries() {
        return new TreeMap<>(Map.of("pytorch", engine().getVersion(), "djl", Engine.getDjlVersion()));
    }

    private static Engine engine() {
        DEFAULTS.forEach((property, value) -> {
            if (System.getProperty(property) == null) {
                System.setProperty(property, value);
            }
        });
        try {
            return Engine.getEngine(NAME);
        } catch (EngineException e) {
            throw new ServiceFailure(
                    "PyTorch cannot start: " + e.getMessage()
                            + "; it unpacks some 450 MB into DJL_CACHE_DIR (by default ~/.djl.ai), which must be writable",
                    e);
        }
    }
}
