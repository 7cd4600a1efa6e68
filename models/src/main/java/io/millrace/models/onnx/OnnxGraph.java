package io.millrace.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * An ONNX graph under construction. Every method that adds a value returns its name, to be the input of later nodes. The
 * same calls give the same bytes. Not thread-safe.
 */
public final class OnnxGraph {
    /** Operator set and file format that every ONNX Runtime since 1.12 reads. */
    private static final int OPSET = 17;

    private static final int IR_VERSION = 8;

    private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();
    private static final int DOUBLE = TensorProto.DataType.DOUBLE.getNumber();
    private static final int INT32 = TensorProto.DataType.INT32.getNumber();
    private static final int INT64 = TensorProto.DataType.INT64.getNumber();

    /** ONNX's operators of classic learning, trees among them, as ONNX Runtime has known them longest. */
    private static final String LEARNING = "ai.onnx.ml";

    private static final int LEARNING_OPSET = 3;

    private final GraphProto.Builder graph;
    private boolean learning;
    private int values;

    public OnnxGraph(String name) {
        this(GraphProto.newBuilder().setName(name));
    }

    private OnnxGraph(GraphProto.Builder graph) {
        this.graph = graph;
    }

    /**
     * A finished file's graph, to be gone on with behind its output: that is a value now, of the name it had, and the graph has no output until one is named
     * otherwise or anew.
     *
     * @param onnx as {@link #build} made it
     */
    static OnnxGraph behind(ModelProto onnx, String output) {
        OnnxGraph graph = new OnnxGraph(onnx.getGraph().toBuilder().clearOutput());
        graph.values = 2 * onnx.getGraph().getNodeCount() + onnx.getGraph().getInitializerCount();
        graph.learning = onnx.getOpsetImportCount() > 1;
        graph.graph.getNodeBuilderList().stream()
                .filter(node -> node.getOutput(0).equals(output))
                .forEach(node -> node.setName("before_" + output).setOutput(0, "before_" + output));
        return graph;
    }

    /** A float input of shape [N, width]. */
    public String input(String name, int width) {
        graph.addInput(matrix(name, width));
        return name;
    }

    /** Names a value as a float output of shape [N, width]. */
    public void output(String value, String name, int width) {
        graph.addNode(NodeProto.newBuilder()
                .setName("output_" + name)
                .setOpType("Identity")
                .addInput(value)
                .addOutput(name));
        graph.addOutput(matrix(name, width));
    }

    /** A constant; without a shape, a vector. */
    public String floats(float[] constant, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(constant.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(constant);
        return constant(FLOAT, raw, shape.length == 0 ? new long[] {constant.length} : shape);
    }

    /** A constant of 64-bit floats; without a shape, a vector. */
    public String doubles(double[] constant, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(constant.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asDoubleBuffer().put(constant);
        return constant(DOUBLE, raw, shape.length == 0 ? new long[] {constant.length} : shape);
    }

    /** A constant without dimensions. */
    public String scalar(float constant) {
        ByteBuffer raw = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.putFloat(0, constant);
        return constant(FLOAT, raw, new long[0]);
    }

    /** A constant vector of indices. */
    public String indices(int[] constant) {
        ByteBuffer raw = ByteBuffer.allocate(constant.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < constant.length; i++) {
            raw.putLong(i * Long.BYTES, constant[i]);
        }
        return constant(INT64, raw, new long[] {constant.length});
    }

    /** A constant index without dimensions: what it gathers has one dimension less. */
    public String index(int constant) {
        ByteBuffer raw = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.putLong(0, constant);
        return constant(INT64, raw, new long[0]);
    }

    /** A node with one output and no attributes. */
    public String node(String operator, String... inputs) {
        return node(operator, Map.of(), inputs);
    }

    /** A node with one output and integer attributes. */
    public String node(String operator, Map<String, Long> attributes, String... inputs) {
        Attributes named = new Attributes();
        new TreeMap<>(attributes).forEach(named::number);
        return node("", operator, named, inputs);
    }

    /** A node of ONNX's classic learners, with one output. */
    public String learningNode(String operator, Attributes attributes, String... inputs) {
        learning = true;
        return node(LEARNING, operator, attributes, inputs);
    }

    /** The same numbers, their dimensions in another order. */
    public String transposed(String value, long... order) {
        Attributes permutation =
                new Attributes().numbers("perm", LongStream.of(order).boxed().toList());
        return node("", "Transpose", permutation, value);
    }

    /** 0 or 1 for a logical value. */
    public String asFloat(String logical) {
        return node("Cast", Map.of("to", (long) FLOAT), logical);
    }

    public String asDouble(String value) {
        return node("Cast", Map.of("to", (long) DOUBLE), value);
    }

    /** Whole numbers, to be indices; what is behind the point is cut off. */
    public String asIndices(String value) {
        return node("Cast", Map.of("to", (long) INT64), value);
    }

    /** Whole numbers of 32 bits, as lengths of sequences are; what is behind the point is cut off. */
    public String asLengths(String value) {
        return node("Cast", Map.of("to", (long) INT32), value);
    }

    /** The least of each row of [N, values], so many, each with its index: of equals the one of the lower index first. */
    public Least least(String value, int count) {
        String least = name("TopK");
        String which = name("TopK");
        graph.addNode(NodeProto.newBuilder()
                .setName(least)
                .setOpType("TopK")
                .addInput(value)
                .addInput(indices(new int[] {count}))
                .addOutput(least)
                .addOutput(which)
                .addAllAttribute(new Attributes().number("largest", 0).all()));
        return new Least(least, which);
    }

    /**
     * The last state of an LSTM that reads sequences from their last step to their first, which begins where all is 0.
     *
     * @param steps [steps, N, inputs]
     * @param weights [1, 4 units, inputs], [1, 4 units, units] and [1, 8 units], gates in the order of ONNX
     * @param lengths [N], how many steps there are of each
     * @return [1, N, units]
     */
    public String lastState(String steps, List<String> weights, String lengths, int units) {
        String state = name("LSTM");
        graph.addNode(NodeProto.newBuilder()
                .setName(state)
                .setOpType("LSTM")
                .addInput(steps)
                .addAllInput(weights)
                .addInput(lengths)
                .addOutput("") // the states on the way
                .addOutput(state)
                .addAllAttribute(new Attributes()
                        .text("direction", "reverse")
                        .number("hidden_size", units)
                        .all()));
        return state;
    }

    /**
     * Names of two values.
     *
     * @param values ascending
     * @param indices where each stood
     */
    public record Least(String values, String indices) {}

    /** The finished file. */
    public byte[] build(Map<String, String> metadata) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("millrace")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(graph);
        if (learning) {
            model.addOpsetImport(
                    OperatorSetIdProto.newBuilder().setDomain(LEARNING).setVersion(LEARNING_OPSET));
        }
        new TreeMap<>(metadata)
                .forEach((key, value) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    private String node(String domain, String operator, Attributes attributes, String... inputs) {
        String value = name(operator);
        NodeProto.Builder node = NodeProto.newBuilder()
                .setName(value)
                .setOpType(operator)
                .addAllInput(List.of(inputs))
                .addOutput(value)
                .addAllAttribute(attributes.all());
        if (!domain.isEmpty()) {
            node.setDomain(domain);
        }
        graph.addNode(node);
        return value;
    }

    private String constant(int type, ByteBuffer raw, long[] shape) {
        String value = name("constant");
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(value).setDataType(type).setRawData(ByteString.copyFrom(raw.rewind()));
        for (long dimension : shape) {
            tensor.addDims(dimension);
        }
        graph.addInitializer(tensor);
        return value;
    }

    private String name(String what) {
        return what + "_" + values++;
    }

    private static ValueInfoProto matrix(String name, int width) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape)))
                .build();
    }
}
