package io.millrace.trainer.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.millrace.models.onnx.Lstm;
import io.millrace.models.onnx.Preprocessing;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The first layer of a net that reads sequences: what it sees of a vector's own record goes on as it is, and behind it the last state of the {@link Lstm} over
 * the steps, from the oldest there is to the own record. Steps that there are not leave the state at 0.
 */
final class Recurrence extends AbstractBlock {
    /** Parameters before the tables of embedded columns. */
    static final int WEIGHTS = 3;

    private static final int GATES = 4;

    /** An LSTM that begins by forgetting learns nothing of what lies some steps back (Jozefowicz, Zaremba &amp; Sutskever 2015). */
    private static final float OPEN = 1;

    private final SequenceInput input;
    private final RandomGenerator random;
    private final Parameter ofInputs;
    private final Parameter ofState;
    private final Parameter biases;
    private final Optional<LookUp> inRecord;
    private final Optional<LookUp> inStep;

    Recurrence(SequenceInput input, RandomGenerator random) {
        this.input = input;
        this.random = random;
        int rows = GATES * input.units();
        this.inRecord = lookUp(input.own());
        this.inStep = lookUp(input.steps().each());
        long width = inStep.map(LookUp::width).orElse(input.steps().each().inputs());
        this.ofInputs = weights("ofInputs", Parameter.Type.WEIGHT, rows, width);
        this.ofState = weights("ofState", Parameter.Type.WEIGHT, rows, input.units());
        this.biases = weights("biases", Parameter.Type.BIAS, rows);
        inRecord.ifPresent(table -> addChildBlock("inRecord", table));
        inStep.ifPresent(table -> addChildBlock("inStep", table));
    }

    private Parameter weights(String name, Parameter.Type type, long... shape) {
        return addParameter(Parameter.builder()
                .setName(name)
                .setType(type)
                .optShape(new Shape(shape))
                .build());
    }

    private static Optional<LookUp> lookUp(Preprocessing preprocessing) {
        return preprocessing.embedded().isEmpty() ? Optional.empty() : Optional.of(new LookUp(preprocessing));
    }

    /** Biases as they were learnt, in the formula of {@link Lstm}. */
    static float[] withOpenGates(float[] biases) {
        return moved(biases, OPEN);
    }

    /** And back. */
    static float[] withoutOpenGates(float[] biases) {
        return moved(biases, -OPEN);
    }

    private static float[] moved(float[] biases, float by) {
        float[] all = biases.clone();
        int units = biases.length / GATES;
        for (int unit = units; unit < 2 * units; unit++) {
            all[unit] += by;
        }
        return all;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        int record = inRecord.map(LookUp::width).orElse(input.own().inputs());
        return new Shape[] {new Shape(inputs[0].get(0), record + input.units())};
    }

    @Override
    protected void prepare(Shape[] inputs) {
        ofState.setInitializer(new SeededState(random));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        inRecord.ifPresent(table ->
                table.initialize(manager, type, new Shape(1, input.own().inputs())));
        inStep.ifPresent(table -> table.initialize(
                manager, type, new Shape(1, input.steps().each().inputs())));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray seen = inputs.singletonOrThrow();
        int record = input.own().inputs();
        NDArray own = lookedUp(inRecord, columns(seen, 0, record), parameters, training);
        NDArray lengths = columns(seen, record, record + 1);
        NDArray sequence = columns(seen, record + 1, input.inputs());
        NDArray state = lastState(sequence, lengths, parameters, training);
        return new NDList(own.concat(state, 1));
    }

    private NDArray lastState(NDArray sequence, NDArray lengths, ParameterStore parameters, boolean training) {
        int count = input.steps().count();
        NDArray steps =
                lookedUp(inStep, sequence.reshape(-1, input.steps().each().inputs()), parameters, training);
        NDArray known = linear(steps, parameters.getValue(ofInputs, steps.getDevice(), training))
                .add(parameters.getValue(biases, steps.getDevice(), training))
                .reshape(-1, count, GATES * input.units());
        NDArray weights = parameters.getValue(ofState, steps.getDevice(), training);
        NDArray cell = null;
        NDArray state = null;
        for (int step = count - 1; step >= 0; step--) {
            NDArray z = known.get(new NDIndex().addAllDim().addIndices(step));
            NDList gates = (state == null ? z : z.add(linear(state, weights))).split(GATES, 1);
            NDArray learnt = Activation.sigmoid(gates.get(0)).mul(gates.get(2).tanh());
            NDArray kept = cell == null
                    ? learnt
                    : Activation.sigmoid(gates.get(1).add(OPEN)).mul(cell).add(learnt);
            cell = kept.mul(lengths.gt(step).toType(DataType.FLOAT32, false));
            state = Activation.sigmoid(gates.get(3)).mul(cell.tanh());
        }
        return state;
    }

    private static NDArray lookedUp(
            Optional<LookUp> tables, NDArray seen, ParameterStore parameters, boolean training) {
        return tables.map(table ->
                        table.forward(parameters, new NDList(seen), training).singletonOrThrow())
                .orElse(seen);
    }

    private static NDArray linear(NDArray x, NDArray weights) {
        return Linear.linear(x, weights).singletonOrThrow();
    }

    private static NDArray columns(NDArray matrix, int from, int to) {
        return matrix.get(new NDIndex().addAllDim().addSliceDim(from, to));
    }
}
