package io.millrace.trainer.nets;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import java.util.ArrayList;
import java.util.List;

/**
 * A net on each of the devices it is trained on. They share out the rows of a batch, as equally as they can; each finds the gradients of its share, and their sum,
 * where a share counts as much as it has rows, is the gradients of the batch's mean loss. The optimiser steps the parameters of the first device; the others
 * follow. DJL's own trainer adds gradients up without weighing them, and takes no device twice, so that it can be held to nothing without several GPUs.
 * Confined to one thread: PyTorch queues the work of GPUs, so that they can compute at the same time.
 */
final class Replicas {
    private final List<Replica> all = new ArrayList<>();

    /** @param devices the parameters lie on the first */
    Replicas(NDManager manager, List<Device> devices, List<Parameter> parameters) {
        Replica first = Replica.itself(manager, devices.get(0), parameters);
        all.add(first);
        devices.subList(1, devices.size()).forEach(device -> all.add(first.on(device)));
    }

    /** Has the others follow the first: to be done where its parameters have changed. */
    void follow(NDManager scope) {
        others().forEach(replica -> replica.follow(scope, all.get(0)));
    }

    /** Finds the gradients of a batch, each device those of its share. */
    void backward(GradientCollector collector, Block block, Loss loss, NDArray x, NDArray y) {
        long rows = x.getShape().get(0);
        for (int i = 0; i < all.size(); i++) {
            long from = from(rows, i);
            long to = from(rows, i + 1);
            if (to > from) {
                NDArray mean = all.get(i).loss(block, loss, share(x, from, to, rows), share(y, from, to, rows));
                collector.backward(to - from == rows ? mean : mean.mul((float) (to - from) / rows));
            }
        }
    }

    /** Adds the gradients up on the first device. */
    void gather(NDManager step) {
        others().forEach(replica -> replica.addGradients(step, all.get(0)));
    }

    private static NDArray share(NDArray batch, long from, long to, long rows) {
        return to - from == rows ? batch : batch.get(new NDIndex().addSliceDim(from, to));
    }

    private List<Replica> others() {
        return all.subList(1, all.size());
    }

    /** Where there are fewer rows than devices, the first ones have one each. */
    private long from(long rows, int replica) {
        return (rows * replica + all.size() - 1) / all.size();
    }
}
