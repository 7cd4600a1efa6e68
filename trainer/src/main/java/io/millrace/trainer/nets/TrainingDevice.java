package io.millrace.trainer.nets;

import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.Device;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where nets are trained.
 *
 * @param name {@code cpu}, {@code gpu:0}, {@code gpu:1}; {@code gpu:0,gpu:1} where several share out each batch
 * @param choice how it came to that, for the log and the lineage
 */
public record TrainingDevice(String name, String choice) {
    private static final String CPU = "cpu";
    private static final String GPU = "gpu:";
    private static final String AND = ",";

    /**
     * @param gpus how many PyTorch finds
     * @throws ServiceFailure where a GPU is demanded that is not there
     */
    static TrainingDevice choose(Device wanted, int gpus) {
        if (wanted.equals(Device.CPU)) {
            return new TrainingDevice(CPU, "cpu");
        }
        if (wanted.equals(Device.AUTO)) {
            return gpus > 0
                    ? new TrainingDevice(GPU + 0, "auto: there is a GPU")
                    : new TrainingDevice(CPU, "auto: no GPU found, so the CPU");
        }
        if (wanted.gpus().stream().anyMatch(gpu -> gpu >= gpus)) {
            throw new ServiceFailure(missing(wanted, gpus));
        }
        String name = wanted.gpus().stream().map(gpu -> GPU + gpu).collect(Collectors.joining(AND));
        return new TrainingDevice(name, wanted.toString());
    }

    private static String missing(Device wanted, int gpus) {
        if (gpus == 0) {
            return "training.device is %s, but PyTorch finds no GPU on this machine: install its CUDA libraries, or set training.device to auto or cpu"
                    .formatted(wanted);
        }
        return "training.device is %s, but PyTorch finds %s on this machine, counted from 0: set training.device to %s, auto or cpu"
                .formatted(wanted, gpus == 1 ? "1 GPU" : gpus + " GPUs", GPU + (gpus - 1));
    }

    /** The devices that share out each batch; the first has the parameters. */
    List<ai.djl.Device> djl() {
        return Stream.of(name.split(AND)).map(TrainingDevice::djl).toList();
    }

    private static ai.djl.Device djl(String name) {
        return name.equals(CPU)
                ? ai.djl.Device.cpu()
                : ai.djl.Device.gpu(Integer.parseInt(name.substring(GPU.length())));
    }
}
