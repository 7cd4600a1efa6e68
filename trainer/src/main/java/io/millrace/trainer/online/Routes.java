package io.millrace.trainer.online;

import io.millrace.models.onnx.Ensemble;
import io.millrace.models.onnx.OnnxGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** The questions of trees. Answers with the number of the leaf where a vector ends, in each tree. */
final class Routes {
    private final Ensemble ensemble = new Ensemble();
    /** Ways that lead nowhere yet, the next to be followed first: of each fork the yes, then the no. */
    private final Deque<LongConsumer> open = new ArrayDeque<>();

    private final List<Leaf> leaves = new ArrayList<>();
    private int trees;
    private long next;

    private record Leaf(long tree, long node, End end) {}

    void begin() {
        trees++;
        next = 0;
    }

    int trees() {
        return trees;
    }

    List<End> ends() {
        return leaves.stream().map(Leaf::end).toList();
    }

    void fork(int slot, int codes, double value, boolean missing) {
        follow();
        int at =
                ensemble.fork(trees - 1L, next++, slot, codes > 0 ? "BRANCH_EQ" : "BRANCH_LEQ", atMost(value), missing);
        open.push(node -> ensemble.no(at, node));
        open.push(node -> ensemble.yes(at, node));
    }

    void end(End end) {
        follow();
        leaves.add(new Leaf(trees - 1L, next, end));
        ensemble.leaf(trees - 1L, next++);
    }

    /** The way that was open leads to the node that comes now; to a root none does. */
    private void follow() {
        if (!open.isEmpty()) {
            open.pop().accept(next);
        }
    }

    /** The greatest 32-bit float that is not above: the same numbers of 32 bits are at most it. */
    static float atMost(double value) {
        float near = (float) value;
        return near > value ? Math.nextDown(near) : near;
    }

    /** [N, trees]: numbers of the leaves, as indices. */
    String nodes(OnnxGraph graph, String vectors, Map<End, Integer> numbers) {
        leaves.forEach(leaf -> ensemble.answer(leaf.tree(), leaf.node(), leaf.tree(), numbers.get(leaf.end())));
        return graph.asIndices(ensemble.nodes(graph, vectors, trees));
    }
}
