package io.millrace.trainer.nets;

import ai.djl.nn.Block;
import io.millrace.models.onnx.FinishedNet;
import io.millrace.models.onnx.Lstm;
import io.millrace.models.onnx.Preprocessing;
import io.millrace.models.onnx.Scale;
import io.millrace.models.onnx.SequenceGraph;
import io.millrace.models.onnx.SequenceNet;
import io.millrace.models.onnx.Steps;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A vector's own record, for dense layers, and the latest records of its entity, of which an LSTM makes a state that they see too. Of each row: its own
 * record, how many steps there are, and the steps, the own record first.
 *
 * @param units of the LSTM
 */
record SequenceInput(Preprocessing own, Steps steps, int units) implements NetInput {
    @Override
    public int inputs() {
        return own.inputs() + 1 + steps.count() * steps.each().inputs();
    }

    @Override
    public float[] seen(TrainingWindow window) {
        float[] records = own.apply(window.matrix(), window.rows());
        float[] sequences = steps.apply(window.matrix(), window.rows());
        int record = own.inputs();
        int sequence = steps.count() * steps.each().inputs();
        float[] seen = new float[Math.multiplyExact(window.rows(), inputs())];
        for (int row = 0; row < window.rows(); row++) {
            int to = row * inputs();
            System.arraycopy(records, row * record, seen, to, record);
            seen[to + record] = steps.length(window.matrix(), row);
            System.arraycopy(sequences, row * sequence, seen, to + record + 1, sequence);
        }
        return seen;
    }

    @Override
    public Optional<Block> layer(RandomGenerator random) {
        return Optional.of(new Recurrence(this, random));
    }

    @Override
    public Optional<Preprocessing> step() {
        return Optional.of(steps.each());
    }

    @Override
    public NetInput asLongAs(FinishedNet net) {
        Preprocessing each = net.sequence().orElseThrow().each();
        return new SequenceInput(own.asLongAs(net.preprocessing()), steps.asLongAs(each), units);
    }

    @Override
    public List<float[]> first(FinishedNet net) {
        FinishedNet.Sequence read = net.sequence().orElseThrow();
        Lstm lstm = read.lstmFor(steps.each());
        List<float[]> first =
                new ArrayList<>(List.of(lstm.ofInputs(), lstm.ofState(), Recurrence.withoutOpenGates(lstm.biases())));
        first.addAll(own.tablesOf(net.preprocessing()));
        first.addAll(steps.each().tablesOf(read.each()));
        return first;
    }

    @Override
    public Learnt learnt(TrainedNet net) {
        List<float[]> first = net.first();
        int tables = Recurrence.WEIGHTS + own.embedded().size();
        Lstm lstm = new Lstm(first.get(0), first.get(1), Recurrence.withOpenGates(first.get(2)));
        SequenceNet learnt = new SequenceNet(
                own.with(first.subList(Recurrence.WEIGHTS, tables)),
                steps.with(first.subList(tables, first.size())),
                lstm,
                net.layers());
        return new Learnt() {
            @Override
            public byte[] ofClasses(float temperature, Map<String, String> metadata) {
                return SequenceGraph.build(learnt, temperature, metadata);
            }

            @Override
            public byte[] ofNumber(Scale scale, Map<String, String> metadata) {
                return SequenceGraph.ofNumber(learnt, scale, metadata);
            }
        };
    }

    @Override
    public Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>(new VectorInput(own).parameters());
        parameters.put("lstm", Integer.toString(units));
        parameters.put("sequence", Integer.toString(steps.count()));
        return parameters;
    }
}
