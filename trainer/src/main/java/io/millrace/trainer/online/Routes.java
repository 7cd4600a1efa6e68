package io.millrace.trainer.online;

import io.millrace.models.onnx.Ensemble;
import io.millrace.models.onnx.OnnxGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * The questions of trees. Answers with the number of the leaf where a vector ends, in each tree.
 *
 * @param <E> what stands at the leaves
 */
final class Routes<E extends Says> {
    /** How many numbers of a vector are computed at once, about: bounds memory where there are many trees, classes and slots. */
    private static final int AT_ONCE = 4_096;

    private final Ensemble ensemble = new Ensemble();
    /** Ways that lead nowhere yet, the next to be followed first: of each fork the yes, then the no. */
    private final Deque<LongConsumer> open = new ArrayDeque<>();

    private final List<Leaf<E>> leaves = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();
    private long next;

    private record Leaf<E>(long tree, long node, E end) {}

    /** What some of the trees answer. */
    interface Some {
        /**
         * @param leaves [N, trees], numbers of the leaves where vectors end
         * @param from first of these trees
         * @param to behind the last
         * @param weights of these trees
         */
        String nodes(String leaves, int from, int to, double[] weights);
    }

    /** Another tree begins. */
    void begin(double weight) {
        weights.add(weight);
        next = 0;
    }

    int trees() {
        return weights.size();
    }

    /** In the order of their numbers, those that say more first. */
    List<E> ends() {
        return leaves.stream()
                .map(Leaf::end)
                .sorted(Comparator.comparing(Says::saysMore).reversed())
                .toList();
    }

    void fork(int slot, int codes, double value, boolean missing) {
        follow();
        int at = ensemble.fork(
                trees() - 1L, next++, slot, codes > 0 ? "BRANCH_EQ" : "BRANCH_LEQ", atMost(value), missing);
        open.push(node -> ensemble.no(at, node));
        open.push(node -> ensemble.yes(at, node));
    }

    void end(E end) {
        follow();
        leaves.add(new Leaf<>(trees() - 1L, next, end));
        ensemble.leaf(trees() - 1L, next++);
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

    /**
     * The sum of what the trees answer.
     *
     * @param vectors with known codes
     * @param perTree how many numbers are computed of a vector for each tree
     */
    String nodes(OnnxGraph graph, String vectors, int perTree, Some some) {
        Map<E, Integer> numbers = new IdentityHashMap<>();
        ends().forEach(end -> numbers.put(end, numbers.size()));
        leaves.forEach(leaf -> ensemble.answer(leaf.tree(), leaf.node(), leaf.tree(), numbers.get(leaf.end())));
        String all = graph.asIndices(ensemble.nodes(graph, vectors, trees()));
        int step = Math.max(1, AT_ONCE / perTree);
        String sum = part(graph, all, 0, Math.min(step, trees()), some);
        for (int from = step; from < trees(); from += step) {
            sum = graph.node("Add", sum, part(graph, all, from, Math.min(from + step, trees()), some));
        }
        return sum;
    }

    private String part(OnnxGraph graph, String leaves, int from, int to, Some some) {
        String own = graph.node(
                "Gather",
                Map.of("axis", 1L),
                leaves,
                graph.indices(IntStream.range(from, to).toArray()));
        return some.nodes(
                own,
                from,
                to,
                weights.subList(from, to).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray());
    }
}
