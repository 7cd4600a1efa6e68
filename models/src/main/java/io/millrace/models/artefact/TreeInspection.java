package io.millrace.models.artefact;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks over an ensemble of trees that stands in a node's attributes: a runtime walks it as it is written, so that a tree which goes in
 * circles would never answer, and one that is too deep exhausts the stack.
 */
final class TreeInspection {
    static final int DEEPEST = 256;
    private static final Set<String> OPERATORS = Set.of("TreeEnsembleRegressor", "TreeEnsembleClassifier");
    private static final String UNCHECKED = "TreeEnsemble";

    private final Map<String, AttributeProto> attributes = new HashMap<>();
    private final List<Long> trees;
    private final List<Long> left;
    private final List<Long> right;
    private final Map<Place, Integer> positions = new HashMap<>();

    private record Place(long tree, long node) {}

    private record Step(int position, int depth) {}

    private TreeInspection(NodeProto node) {
        node.getAttributeList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
        this.trees = integers("nodes_treeids");
        this.left = integers("nodes_truenodeids");
        this.right = integers("nodes_falsenodeids");
    }

    /** @throws ModelRefused where it is an ensemble with a tree that is none, or one of a form that is not read here */
    static void check(NodeProto node) {
        if (node.getOpType().equals(UNCHECKED)) {
            throw new ModelRefused(
                    "the ONNX model uses TreeEnsemble, which is not read here: export it for ai.onnx.ml 3,"
                            + " which has TreeEnsembleRegressor and TreeEnsembleClassifier");
        }
        if (OPERATORS.contains(node.getOpType())) {
            new TreeInspection(node).check();
        }
    }

    private void check() {
        List<Long> nodes = integers("nodes_nodeids");
        List<Long> slots = integers("nodes_featureids");
        int modes = attributes.containsKey("nodes_modes")
                ? attributes.get("nodes_modes").getStringsCount()
                : 0;
        if (trees.isEmpty()
                || nodes.size() != trees.size()
                || slots.size() != trees.size()
                || left.size() != trees.size()
                || right.size() != trees.size()
                || modes != trees.size()) {
            throw refused("names no node, or not as much about each");
        }
        if (slots.stream().anyMatch(slot -> slot < 0)) {
            throw refused("asks for an input before the first");
        }
        for (int i = 0; i < trees.size(); i++) {
            if (positions.put(new Place(trees.get(i), nodes.get(i)), i) != null) {
                throw refused("names a node twice");
            }
        }
        checkBelow();
    }

    /** The first node of each tree is its root, from which every node of it must be reached, and by one way only. */
    private void checkBelow() {
        boolean[] reached = new boolean[trees.size()];
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < reached.length; i++) {
            if (seen.add(trees.get(i))) {
                walk(i, reached);
            }
        }
        for (boolean one : reached) {
            if (!one) {
                throw refused("has a node that is not under its root");
            }
        }
    }

    private void walk(int root, boolean[] reached) {
        Deque<Step> open = new ArrayDeque<>();
        open.push(new Step(root, 0));
        while (!open.isEmpty()) {
            Step step = open.pop();
            if (reached[step.position()]) {
                throw refused("reaches a node by two ways");
            }
            if (step.depth() > DEEPEST) {
                throw refused("is deeper than " + DEEPEST);
            }
            reached[step.position()] = true;
            if (!isLeaf(step.position())) {
                open.push(new Step(below(step.position(), left), step.depth() + 1));
                open.push(new Step(below(step.position(), right), step.depth() + 1));
            }
        }
    }

    private boolean isLeaf(int position) {
        return attributes.get("nodes_modes").getStrings(position).toStringUtf8().equals("LEAF");
    }

    private int below(int position, List<Long> side) {
        Integer next = positions.get(new Place(trees.get(position), side.get(position)));
        if (next == null) {
            throw refused("goes on to a node it does not have");
        }
        return next;
    }

    private List<Long> integers(String name) {
        return attributes.containsKey(name) ? attributes.get(name).getIntsList() : List.of();
    }

    private static ModelRefused refused(String what) {
        return new ModelRefused("a tree of the ONNX model " + what);
    }
}
