package io.millrace.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.millrace.models.artefact.OnnxModel;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what {@link NetGraph} and {@link Preprocessing#nodes} wrote back, by the operators it is made of. */
final class NetReader {
    private final GraphProto graph;
    private final Map<String, TensorProto> constants = new HashMap<>();
    private Numbers numbers = new Numbers(new int[0], new float[0], new float[0]);
    private int[] indicators = new int[0];
    private Codes codes = new Codes(new int[0], new float[0]);

    private NetReader(GraphProto graph) {
        this.graph = graph;
        graph.getInitializerList().forEach(constant -> constants.put(constant.getName(), constant));
    }

    static Optional<FinishedNet> read(byte[] onnx) {
        try {
            return new NetReader(ModelProto.parseFrom(onnx).getGraph()).net();
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private Optional<FinishedNet> net() {
        List<NodeProto> dense = graph.getNodeList().stream()
                .filter(node -> node.getOpType().equals("Gemm"))
                .toList();
        if (dense.isEmpty()) {
            return Optional.empty();
        }
        graph.getNodeList().stream()
                .filter(node ->
                        node.getOpType().equals("Gather") && node.getInput(0).equals(OnnxModel.INPUT))
                .forEach(this::input);
        Preprocessing preprocessing = Preprocessing.of(features(), numbers, indicators, codes);
        List<Dense> layers = dense.stream()
                .map(node -> new Dense(floats(node.getInput(1)), floats(node.getInput(2))))
                .toList();
        // what has other inputs besides, of tables or of another family, does not fit
        return layers.get(0).inputs() == preprocessing.inputs()
                ? Optional.of(new FinishedNet(preprocessing, layers, scale(dense.get(dense.size() - 1))))
                : Optional.empty();
    }

    /** What is gathered from the vector is a number, a code or whether it is missing, as the nodes behind it say. */
    private void input(NodeProto gathered) {
        int[] slots = slots(gathered.getInput(1));
        NodeProto missing = behind(gathered, "IsNaN").orElseThrow();
        Optional<NodeProto> filled = behind(missing, "Where");
        if (filled.isEmpty()) {
            indicators = slots;
            return;
        }
        Optional<NodeProto> apart = behind(filled.get(), "Sub");
        if (apart.isPresent()) {
            NodeProto scaled = behind(apart.get(), "Mul").orElseThrow();
            numbers = new Numbers(slots, floats(apart.get().getInput(1)), floats(scaled.getInput(1)));
        } else {
            behind(filled.get(), "Equal").ifPresent(equal -> codes = new Codes(slots, floats(equal.getInput(1))));
        }
    }

    private Optional<Scale> scale(NodeProto last) {
        Optional<NodeProto> scaled = behind(last, "Mul");
        return scaled.flatMap(of -> behind(of, "Add"))
                .map(moved -> new Scale(
                        floats(moved.getInput(1))[0], floats(scaled.get().getInput(1))[0]));
    }

    private Optional<NodeProto> behind(NodeProto node, String operator) {
        return graph.getNodeList().stream()
                .filter(next ->
                        next.getOpType().equals(operator) && next.getInputList().contains(node.getOutput(0)))
                .findFirst();
    }

    private int features() {
        return (int)
                graph.getInput(0).getType().getTensorType().getShape().getDim(1).getDimValue();
    }

    private float[] floats(String constant) {
        var raw = constants.get(constant).getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        float[] floats = new float[raw.remaining() / Float.BYTES];
        raw.asFloatBuffer().get(floats);
        return floats;
    }

    private int[] slots(String constant) {
        var raw = constants.get(constant).getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> slots = new ArrayList<>();
        while (raw.hasRemaining()) {
            slots.add((int) raw.getLong());
        }
        return slots.stream().mapToInt(Integer::intValue).toArray();
    }
}
