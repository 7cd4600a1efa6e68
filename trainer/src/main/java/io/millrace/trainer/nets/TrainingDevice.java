package io.millrace.trainer.nets;

import ai.djl.Device;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.Training;

/**
 * Where nets are trained.
 *
 * @param name {@code cpu} or {@code gpu:0}
 * @param choice how it came to that, for the log and the lineage
 */
public record TrainingDevice(String name, String choice) {
    private static final String CPU = "cpu";
    private static final String GPU = "gpu:0";

    /** @throws ServiceFailure where a GPU is demanded and there is none */
    static TrainingDevice choose(Training.Device wanted, int gpus) {
        if (wanted == Training.Device.CPU) {
            return new TrainingDevice(CPU, "cpu");
        }
        if (gpus > 0) {
            return new TrainingDevice(GPU, wanted == Training.Device.GPU ? "gpu" : "auto: there is a GPU");
        }
        if (wanted == Training.Device.GPU) {
            throw new ServiceFailure("training.device is gpu, but PyTorch finds no GPU on this machine:"
                    + " install its CUDA libraries, or set training.device to auto or cpu");
        }
        return new TrainingDevice(CPU, "auto: no GPU found, so the CPU");
    }

    Device djl() {
        return name.equals(CPU) ? Device.cpu() : Device.gpu();
    }
}
