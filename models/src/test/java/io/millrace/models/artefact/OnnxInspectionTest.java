package io.millrace.models.artefact;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.millrace.models.onnx.OnnxGraph;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OnnxInspectionTest {
    @Test
    void shouldLetTheModelsMadeHerePass() {
        assertThatCode(() -> OnnxInspection.check(honest().toByteArray())).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseATensorInAFileOfTheHost() {
        TensorProto external = TensorProto.newBuilder()
                .setName("w")
                .setDataType(1)
                .addDims(2)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("../../etc/passwd"))
                .build();
        refuses("tensor 'w' of the ONNX model lies in another file", graph -> graph.addInitializer(external));
        refuses(
                "lies in another file",
                graph -> graph.addNode(NodeProto.newBuilder()
                        .setOpType("Constant")
                        .addAttribute(
                                AttributeProto.newBuilder().setName("value").setT(external))));
    }

    @Test
    void shouldRefuseCodeThatIsNotOnnxRuntimesOwn() {
        refuses(
                "uses operators of 'com.evil'",
                graph -> graph.addNode(NodeProto.newBuilder().setOpType("Run").setDomain("com.evil")));
        refusesModel(
                "uses operators of 'com.microsoft'",
                model -> model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.microsoft")));
        refusesModel(
                "brings functions",
                model -> model.addFunctions(FunctionProto.newBuilder().setName("f")));
    }

    @Test
    void shouldRefuseLoopsAndNesting() {
        refuses("graphs inside its graph", graph -> graph.addNode(nested(1)));
        refuses("not a model ONNX Runtime can run", graph -> graph.addNode(nested(30)));
    }

    @Test
    void shouldRefuseMoreNodesAndTensorsThanAModelHas() {
        refuses("more than 10000 nodes", graph -> {
            for (int i = 0; i <= OnnxInspection.MOST_NODES; i++) {
                graph.addNode(NodeProto.newBuilder().setOpType("Identity"));
            }
        });
        refuses("more than 10000 tensors", graph -> {
            for (int i = 0; i <= OnnxInspection.MOST_TENSORS; i++) {
                graph.addInitializer(TensorProto.getDefaultInstance());
            }
        });
    }

    @Test
    void shouldRefuseShapesThatOverflow() {
        refuses(
                "impossible shape",
                graph -> graph.addInitializer(
                        TensorProto.newBuilder().addDims(1L << 40).addDims(1L << 40)));
        refuses(
                "impossible shape",
                graph -> graph.addInitializer(TensorProto.newBuilder().addDims(-1)));
    }

    @Test
    void shouldRefuseWhatItCannotCheck() {
        UnknownFieldSet unknown = UnknownFieldSet.newBuilder()
                .addField(900, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
        refuses("fields that cannot be checked, in a GraphProto", graph -> graph.setUnknownFields(unknown));
        assertThatThrownBy(() ->
                        OnnxInspection.check(ByteString.copyFromUtf8("nonsense").toByteArray()))
                .isInstanceOf(ModelRefused.class);
        assertThatThrownBy(() -> OnnxInspection.check(new byte[0])).hasMessageContaining("they hold no graph");
    }

    @Test
    void shouldRefuseAHugeFileUnread() {
        assertThatThrownBy(() -> OnnxInspection.check(new byte[ModelBytes.MOST_BYTES + 1]))
                .hasMessageContaining("more than " + ModelBytes.MOST_BYTES);
    }

    private static NodeProto nested(int levels) {
        NodeProto node = NodeProto.newBuilder().setOpType("Identity").build();
        for (int i = 0; i < levels; i++) {
            node = NodeProto.newBuilder()
                    .setOpType("Loop")
                    .addAttribute(AttributeProto.newBuilder()
                            .setName("body")
                            .setG(GraphProto.newBuilder().addNode(node)))
                    .build();
        }
        return node;
    }

    private static void refuses(String message, Consumer<GraphProto.Builder> evil) {
        refusesModel(message, model -> evil.accept(model.getGraphBuilder()));
    }

    private static void refusesModel(String message, Consumer<ModelProto.Builder> evil) {
        ModelProto.Builder model = honest().toBuilder();
        evil.accept(model);
        assertThatThrownBy(() -> OnnxInspection.check(model.build().toByteArray()))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining(message);
    }

    private static ModelProto honest() {
        OnnxGraph graph = new OnnxGraph("test");
        graph.output(graph.node("Softmax", graph.input("features", 2)), "probabilities", 2);
        try {
            return ModelProto.parseFrom(graph.build(java.util.Map.of()));
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
