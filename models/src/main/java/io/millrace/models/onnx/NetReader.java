package io.millrace.models.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.millrace.models.artefact.OnnxModel;
import java.util.List;
import java.util.Optional;

/** Reads what {@link NetGraph} and {@link SequenceGraph} wrote back. */
final class NetReader {
    private final ReadGraph graph;

    private NetReader(ReadGraph graph) {
        this.graph = graph;
    }

    static Optional<FinishedNet> read(byte[] onnx) {
        try {
            return new NetReader(new ReadGraph(ModelProto.parseFrom(onnx).getGraph())).net();
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private Optional<FinishedNet> net() {
        List<NodeProto> dense = graph.nodes("Gemm");
        if (dense.isEmpty()) {
            return Optional.empty();
        }
        Preprocessing preprocessing = new PreprocessingReader(graph).read(OnnxModel.INPUT, graph.features());
        Optional<FinishedNet.Sequence> sequence =
                graph.nodes("LSTM").stream().findFirst().map(this::sequence);
        List<Dense> layers = dense.stream()
                .map(node -> new Dense(graph.floats(node.getInput(1)), graph.floats(node.getInput(2))))
                .toList();
        int width = preprocessing.width()
                + sequence.map(FinishedNet.Sequence::lstm).map(Lstm::units).orElse(0);
        // what has other inputs besides is of another family
        return layers.get(0).inputs() == width
                ? Optional.of(new FinishedNet(preprocessing, sequence, layers, scale(dense.get(dense.size() - 1))))
                : Optional.empty();
    }

    /** Steps are what is first given another shape: rows of their own. */
    private FinishedNet.Sequence sequence(NodeProto lstm) {
        NodeProto steps = graph.nodes("Reshape").get(0);
        int width = graph.indices(steps.getInput(1))[1];
        return new FinishedNet.Sequence(
                new PreprocessingReader(graph).read(steps.getOutput(0), width),
                Lstm.inFile(
                        graph.floats(lstm.getInput(1)),
                        graph.floats(lstm.getInput(2)),
                        graph.floats(lstm.getInput(3))));
    }

    private Optional<Scale> scale(NodeProto last) {
        Optional<NodeProto> scaled = graph.behind(last, "Mul");
        return scaled.flatMap(of -> graph.behind(of, "Add"))
                .map(moved -> new Scale(
                        graph.floats(moved.getInput(1))[0],
                        graph.floats(scaled.get().getInput(1))[0]));
    }
}
