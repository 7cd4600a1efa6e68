package io.millrace.models.artefact;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.millrace.models.onnx.Tree;
import io.millrace.models.onnx.TreesGraph;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TreeInspectionTest {
    @Test
    void shouldLetTreesPass() {
        assertThatCode(() -> TreeInspection.check(ensemble(new long[] {1, 3, 0, 0, 0}, new long[] {2, 4, 0, 0, 0})))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseTreesThatGoInCircles() {
        refuses("reaches a node by two ways", ensemble(new long[] {1, 0, 0, 0, 0}, new long[] {2, 4, 0, 0, 0}));
        refuses("reaches a node by two ways", ensemble(new long[] {1, 3, 0, 0, 0}, new long[] {1, 4, 0, 0, 0}));
    }

    @Test
    void shouldRefuseTreesThatEndNowhere() {
        refuses("goes on to a node it does not have", ensemble(new long[] {1, 9, 0, 0, 0}, new long[] {2, 4, 0, 0, 0}));
        refuses(
                "has a node that is not under its root",
                ensemble(new long[] {2, 3, 0, 0, 0, 0}, new long[] {3, 4, 0, 0, 0, 0}));
    }

    @Test
    void shouldRefuseTreesTooDeepToWalk() {
        int nodes = 2 * TreeInspection.DEEPEST + 5;
        long[] left = new long[nodes];
        long[] right = new long[nodes];
        for (int i = 0; i < nodes - 2; i += 2) {
            left[i] = i + 1;
            right[i] = i + 2;
        }
        refuses("is deeper than 256", ensemble(left, right));
    }

    @Test
    void shouldRefuseListsThatDoNotFit() {
        refuses("names no node, or not as much about each", ensemble(new long[] {1, 3, 0, 0, 0}, new long[] {2, 4}));
        refuses(
                "uses TreeEnsemble",
                NodeProto.newBuilder().setOpType("TreeEnsemble").build());
    }

    /** ONNX Runtime itself looks after inputs that are not there. */
    @Test
    void shouldNotReadBeyondTheVector() {
        Tree beyond = new Tree(
                0,
                new int[] {1, -1, -1},
                new int[] {2, -1, -1},
                new int[] {1_000_000, 0, 0},
                new float[3],
                new boolean[3]);

        assertThatThrownBy(() -> {
                    try (OnnxModel model = new OnnxModel(TreesGraph.build(2, 2, List.of(beyond), 1, Map.of()))) {
                        model.probabilities(new float[2], 1);
                    }
                })
                .isInstanceOf(ModelRefused.class);
    }

    @Test
    void shouldBeAskedByTheInspectionOfAWholeFile() throws InvalidProtocolBufferException {
        Tree leaf = new Tree(0, new int[] {-1}, new int[] {-1}, new int[1], new float[1], new boolean[1]);
        ModelProto.Builder model = ModelProto.parseFrom(TreesGraph.build(2, 2, List.of(leaf), 1, Map.of())).toBuilder();
        model.getGraphBuilder().addNode(ensemble(new long[] {1, 0, 0}, new long[] {2, 2, 0}));

        assertThatThrownBy(() -> OnnxInspection.check(model.build().toByteArray()))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("a tree of the ONNX model reaches a node by two ways");
    }

    private static void refuses(String what, NodeProto node) {
        assertThatThrownBy(() -> TreeInspection.check(node))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining(what);
    }

    /** One tree; a node whose left and right are 0 is a leaf. */
    private static NodeProto ensemble(long[] left, long[] right) {
        NodeProto.Builder node =
                NodeProto.newBuilder().setOpType("TreeEnsembleRegressor").setDomain("ai.onnx.ml");
        AttributeProto.Builder modes = AttributeProto.newBuilder().setName("nodes_modes");
        for (int i = 0; i < left.length; i++) {
            boolean leaf = left[i] == 0 && (i >= right.length || right[i] == 0);
            modes.addStrings(ByteString.copyFromUtf8(leaf ? "LEAF" : "BRANCH_LT"));
        }
        return node.addAttribute(modes)
                .addAttribute(integers("nodes_treeids", new long[left.length]))
                .addAttribute(integers("nodes_featureids", new long[left.length]))
                .addAttribute(integers(
                        "nodes_nodeids", LongStream.range(0, left.length).toArray()))
                .addAttribute(integers("nodes_truenodeids", left))
                .addAttribute(integers("nodes_falsenodeids", right))
                .build();
    }

    private static AttributeProto integers(String name, long[] values) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
        LongStream.of(values).forEach(attribute::addInts);
        return attribute.build();
    }
}
