package io.millrace.benchmarks.train;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.listener.EvaluatorTrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import io.millrace.schemas.pipeline.Training;
import java.io.IOException;

/**
 * Training of the same net with nothing but DJL, on what the net sees of the same rows, looking at the loss of the held-out ones after each pass. As one
 * would write it by hand: the rows stay on the device, are shuffled each pass and taken in slices. And as DJL's documentation writes it: an
 * {@link ArrayDataset} and {@link EasyTrain}.
 */
final class BareLoop {
    private static final String ENGINE = "PyTorch";

    private final Training settings;
    private final Rows training;
    private final Rows heldOut;
    private final int epochs;

    /**
     * Some rows.
     *
     * @param matrix what the net sees, row after row
     */
    record Rows(float[] matrix, int[] labels) {
        private int inputs() {
            return matrix.length / labels.length;
        }

        private NDArray x(NDManager manager) {
            return manager.create(matrix, new Shape(labels.length, inputs()));
        }

        private NDArray y(NDManager manager) {
            return manager.create(labels);
        }
    }

    BareLoop(Training settings, Rows training, Rows heldOut, int epochs) {
        this.settings = settings;
        this.training = training;
        this.heldOut = heldOut;
        this.epochs = epochs;
    }

    /** Returns the held-out loss at the end. */
    float slices() {
        try (Model model = model();
                Trainer trainer = trainer(model)) {
            NDManager manager = trainer.getManager();
            NDArray x = training.x(manager);
            NDArray y = training.y(manager);
            NDArray later = heldOut.x(manager);
            NDArray truth = heldOut.y(manager);
            float loss = Float.NaN;
            for (int epoch = 0; epoch < epochs; epoch++) {
                try (NDManager pass = manager.newSubManager()) {
                    NDArray order = manager.randomPermutation(training.labels().length);
                    order.attach(pass);
                    pass(trainer, x.get(pass, new NDIndex("{}", order)), y.get(pass, new NDIndex("{}", order)));
                    NDList answers = trainer.evaluate(new NDList(later));
                    answers.attach(pass);
                    NDArray mean = trainer.getLoss().evaluate(new NDList(truth), answers);
                    mean.attach(pass);
                    loss = mean.getFloat();
                }
            }
            return loss;
        }
    }

    private void pass(Trainer trainer, NDArray x, NDArray y) {
        int rows = training.labels().length;
        for (int from = 0; from < rows; from += settings.batch()) {
            int to = Math.min(rows, from + settings.batch());
            try (NDManager step = trainer.getManager().newSubManager();
                    GradientCollector collector = trainer.newGradientCollector()) {
                NDIndex slice = new NDIndex().addSliceDim(from, to);
                NDList answers = trainer.forward(new NDList(x.get(step, slice)));
                collector.backward(trainer.getLoss().evaluate(new NDList(y.get(step, slice)), answers));
                trainer.step();
            }
        }
    }

    /** Returns the held-out loss at the end. */
    float easyTrain() {
        try (Model model = model();
                Trainer trainer = trainer(model)) {
            Dataset rows = dataset(trainer.getManager(), training);
            Dataset later = dataset(trainer.getManager(), heldOut);
            for (int epoch = 0; epoch < epochs; epoch++) {
                for (Batch batch : trainer.iterateDataset(rows)) {
                    EasyTrain.trainBatch(trainer, batch);
                    trainer.step();
                    batch.close();
                }
                EasyTrain.evaluateDataset(trainer, later);
                trainer.notifyListeners(listener -> listener.onEpoch(trainer));
            }
            return trainer.getTrainingResult().getValidateLoss();
        } catch (IOException | TranslateException e) {
            throw new IllegalStateException("a dataset in memory cannot be read", e);
        }
    }

    private Dataset dataset(NDManager manager, Rows rows) {
        return new ArrayDataset.Builder()
                .setData(rows.x(manager))
                .optLabels(rows.y(manager))
                .setSampling(settings.batch(), true)
                .build();
    }

    private Model model() {
        SequentialBlock block = new SequentialBlock();
        for (int units : settings.hidden()) {
            block.add(Linear.builder().setUnits(units).build());
            block.add(Activation.reluBlock());
        }
        block.add(Linear.builder().setUnits(2).build());
        Model model = Model.newInstance("bare", Device.cpu(), ENGINE);
        model.setBlock(block);
        return model;
    }

    private Trainer trainer(Model model) {
        Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(Optimizer.adamW()
                        .optLearningRateTracker(Tracker.fixed((float) settings.learningRate()))
                        .optWeightDecays((float) settings.nets().weightDecay())
                        .build())
                .addTrainingListeners(new EvaluatorTrainingListener()));
        trainer.initialize(new Shape(1, training.inputs()));
        return trainer;
    }
}
