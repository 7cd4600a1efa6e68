package io.millrace.trainer.nets;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.loss.Loss;
import io.millrace.models.onnx.Dense;
import io.millrace.schemas.pipeline.Nets;
import io.millrace.trainer.candidates.Logits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * A net of dense layers in training with DJL: a bare loop over a window that stays on the device. Confined to one thread.
 */
final class DjlNet implements AutoCloseable {
    /** DJL allows one gradient collector per process. */
    private static final ReentrantLock GRADIENTS = new ReentrantLock();

    private static final int EVALUATION_ROWS = 8_192;

    private final int outputs;
    private final int first;
    private final SequentialBlock block;
    private final Model model;
    private final Trainer trainer;
    private final StepSize stepSize;
    private final Shrinkage shrinkage;
    private final Replicas replicas;
    private final RandomGenerator random;
    private final boolean drops;

    DjlNet(NetInput input, int outputs, NetSettings settings, Loss loss, RandomGenerator random, List<Device> devices) {
        Device device = devices.get(0);
        Nets choices = settings.choices();
        this.outputs = outputs;
        this.random = random;
        this.drops = choices.dropout() > 0;
        Optional<Block> layer = input.layer(random);
        this.first = layer.map(block -> block.getParameters().size()).orElse(0);
        this.block = block(layer, settings.hidden(), outputs, (float) choices.dropout());
        this.stepSize = new StepSize(settings.learningRate(), choices.schedule(), settings.epochs());
        this.model = Model.newInstance("net", device, Torch.NAME);
        model.setBlock(block);
        this.trainer = model.newTrainer(new DefaultTrainingConfig(loss)
                .optInitializer(new SeededWeights(random), Parameter.Type.WEIGHT)
                .optInitializer(Initializer.ZEROS, Parameter.Type.BIAS)
                .optInitializer(new SeededTables(random), Parameter.Type.OTHER)
                .optDevices(new Device[] {device})
                .optOptimizer(Optimisers.of(choices, stepSize)));
        trainer.initialize(new Shape(1, input.inputs()));
        this.shrinkage = new Shrinkage(block.getParameters().values(), Optimisers.decayBeside(choices), choices.l1());
        this.replicas = new Replicas(
                trainer.getManager(), devices, block.getParameters().values());
    }

    /** Puts what a net begins from in the place of the first weights; from scratch they stay. */
    void begin(Beginning beginning) {
        List<float[]> arrays = beginning.arrays();
        List<Parameter> parameters = block.getParameters().values();
        for (int i = 0; i < arrays.size(); i++) {
            parameters.get(i).getArray().set(arrays.get(i));
        }
    }

    /** Copies a matrix to the device, where it stays until the net is closed. */
    NDArray resident(float[] matrix, int width) {
        return trainer.getManager().create(matrix, new Shape(matrix.length / width, width));
    }

    /** Numbers, in a column as the net answers them. */
    NDArray resident(float[] column) {
        return resident(column, 1);
    }

    NDArray resident(int[] labels) {
        return trainer.getManager().create(labels);
    }

    /** One pass over all rows in the given order, in batches as equal as they can be. */
    void pass(NDArray matrix, NDArray labels, long[] order, int batch) {
        GRADIENTS.lock();
        if (drops) {
            // what is dropped is drawn by PyTorch, whose draws are the whole process's: within the lock they are this
            // net's
            Engine.getEngine(Torch.NAME).setRandomSeed(random.nextInt(Integer.MAX_VALUE));
        }
        try (NDManager pass = trainer.getManager().newSubManager()) {
            replicas.follow(pass);
            NDArray indices = pass.create(order);
            NDArray x = matrix.get(pass, new NDIndex("{}", indices));
            NDArray y = labels.get(pass, new NDIndex("{}", indices));
            int batches = Math.max(1, order.length / batch);
            for (int i = 0; i < batches; i++) {
                long from = (long) order.length * i / batches;
                long to = (long) order.length * (i + 1) / batches;
                step(pass, x, y, new NDIndex().addSliceDim(from, to));
            }
        } finally {
            GRADIENTS.unlock();
        }
    }

    /** To be told after each pass how many were made, and how many at the end did not lower the held-out loss. */
    void after(int epochs, int stalled) {
        stepSize.after(epochs, stalled);
    }

    /** What the net finds of each class, or of the number, in each row. */
    Logits logits(NDArray matrix) {
        int rows = (int) matrix.getShape().get(0);
        float[] logits = new float[rows * outputs];
        for (int from = 0; from < rows; from += EVALUATION_ROWS) {
            int to = Math.min(rows, from + EVALUATION_ROWS);
            try (NDManager evaluation = trainer.getManager().newSubManager()) {
                NDArray x = matrix.get(evaluation, new NDIndex().addSliceDim(from, to));
                float[] part =
                        trainer.evaluate(new NDList(x)).singletonOrThrow().toFloatArray();
                System.arraycopy(part, 0, logits, from * outputs, part.length);
            }
        }
        return new Logits(logits, outputs);
    }

    /** What stands before the dense layers as it is now, array by array. */
    List<float[]> first() {
        return arrays(0, first);
    }

    /** The layers as they are now. */
    List<Dense> layers() {
        List<float[]> arrays = arrays(first, block.getParameters().size());
        List<Dense> layers = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i += 2) {
            layers.add(new Dense(arrays.get(i), arrays.get(i + 1)));
        }
        return layers;
    }

    private List<float[]> arrays(int from, int to) {
        return block.getParameters().values().subList(from, to).stream()
                .map(parameter -> parameter.getArray().toFloatArray())
                .toList();
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }

    private void step(NDManager pass, NDArray x, NDArray y, NDIndex rows) {
        try (NDManager step = pass.newSubManager()) {
            NDArray batch = x.get(step, rows);
            NDArray labels = y.get(step, rows);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                replicas.backward(collector, block, trainer.getLoss(), batch, labels);
            }
            replicas.gather(step);
            update();
            shrinkage.after(step, stepSize.value());
            replicas.follow(step);
        }
    }

    /**
     * DJL takes gradients whose sum is zero for a backward pass that was forgotten. Those of a softmax always sum to zero, but for
     * rounding: where the first batch's do exactly, its update is left out.
     */
    private void update() {
        try {
            trainer.step();
        } catch (IllegalStateException e) {
            if (!String.valueOf(e.getMessage()).startsWith("Gradient values are all zeros")) {
                throw e;
            }
        }
    }

    private static SequentialBlock block(Optional<Block> first, List<Integer> hidden, int classes, float dropout) {
        SequentialBlock block = new SequentialBlock();
        first.ifPresent(block::add);
        for (int units : hidden) {
            block.add(Linear.builder().setUnits(units).build());
            block.add(Activation.reluBlock());
            if (dropout > 0) {
                block.add(Dropout.builder().optRate(dropout).build());
            }
        }
        return block.add(Linear.builder().setUnits(classes).build());
    }
}
