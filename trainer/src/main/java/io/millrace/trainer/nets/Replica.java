package io.millrace.trainer.nets;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A net's parameters on one device, as a forward pass there takes them. */
final class Replica extends ParameterStore {
    private static final NDIndex ALL = new NDIndex("...");

    private final Device device;
    private final Map<String, NDArray> arrays;

    private Replica(NDManager manager, Device device, Map<String, NDArray> arrays) {
        super(manager, false);
        this.device = device;
        this.arrays = arrays;
    }

    /** The parameters themselves. */
    static Replica itself(NDManager manager, Device device, List<Parameter> parameters) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        parameters.forEach(parameter -> arrays.put(parameter.getId(), parameter.getArray()));
        return new Replica(manager, device, arrays);
    }

    /** As many numbers on another device, which stay whatever they are until it {@link #follow follows}. */
    Replica on(Device other) {
        Map<String, NDArray> copies = new LinkedHashMap<>();
        arrays.forEach((id, array) -> {
            NDArray copy = getManager().create(array.getShape(), DataType.FLOAT32, other);
            copy.setRequiresGradient(true);
            copies.put(id, copy);
        });
        return new Replica(getManager(), other, copies);
    }

    @Override
    public NDArray getValue(Parameter parameter, Device where, boolean training) {
        return arrays.get(parameter.getId());
    }

    /** What a net of these parameters costs, on the mean of rows that may lie on another device. */
    NDArray loss(Block block, Loss loss, NDArray x, NDArray y) {
        NDList answers = block.forward(this, new NDList(x.toDevice(device, false)), true);
        return loss.evaluate(new NDList(y.toDevice(device, false)), answers);
    }

    /** Adds its gradients to another's, and clears them. */
    void addGradients(NDManager step, Replica sum) {
        arrays.forEach((id, array) -> {
            NDArray own = InPlace.gradient(step, array);
            InPlace.gradient(step, sum.arrays.get(id)).addi(own.toDevice(sum.device, false));
            own.muli(0);
        });
    }

    /** Takes over another's numbers. */
    void follow(NDManager step, Replica other) {
        arrays.forEach((id, array) -> {
            NDArray numbers = InPlace.numbers(step, array);
            numbers.set(ALL, InPlace.numbers(step, other.arrays.get(id)).toDevice(device, false));
        });
    }
}
