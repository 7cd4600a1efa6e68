package io.millrace.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A graph that was written, to be looked through: its nodes by what they compute and what stands behind them, its constants by name. */
final class ReadGraph {
    private final GraphProto graph;
    private final Map<String, TensorProto> constants = new HashMap<>();

    ReadGraph(GraphProto graph) {
        this.graph = graph;
        graph.getInitializerList().forEach(constant -> constants.put(constant.getName(), constant));
    }

    /** In the order in which they were added. */
    List<NodeProto> nodes(String operator) {
        return graph.getNodeList().stream()
                .filter(node -> node.getOpType().equals(operator))
                .toList();
    }

    /** The first of an operator that takes what a node gives. */
    Optional<NodeProto> behind(NodeProto node, String operator) {
        return graph.getNodeList().stream()
                .filter(next ->
                        next.getOpType().equals(operator) && next.getInputList().contains(node.getOutput(0)))
                .findFirst();
    }

    /** Width of the vectors that it takes. */
    int features() {
        return (int)
                graph.getInput(0).getType().getTensorType().getShape().getDim(1).getDimValue();
    }

    float[] floats(String constant) {
        ByteBuffer raw = raw(constant);
        float[] floats = new float[raw.remaining() / Float.BYTES];
        raw.asFloatBuffer().get(floats);
        return floats;
    }

    int[] indices(String constant) {
        ByteBuffer raw = raw(constant);
        return IntStream.range(0, raw.remaining() / Long.BYTES)
                .map(i -> (int) raw.getLong(i * Long.BYTES))
                .toArray();
    }

    private ByteBuffer raw(String constant) {
        return constants
                .get(constant)
                .getRawData()
                .asReadOnlyByteBuffer()
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
