package io.millrace.schemas.pipeline;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A place in a YAML file: a node and the way to it.
 *
 * @param path such as {@code columns[2].min}; empty for the document itself
 * @param line where a reader would look for it: the line of its key, or of the node itself in a list; from 1
 */
record YamlPlace(Node node, String path, int line) {
    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");

    static YamlPlace document(Node root) {
        return new YamlPlace(root, "", lineOf(root));
    }

    /** What stands behind a key of this mapping. */
    YamlPlace under(ScalarNode key, Node value) {
        return new YamlPlace(value, join(key.getValue()), lineOf(key));
    }

    /** A key that should stand in this mapping and does not: its value comes from elsewhere, its line is the owner's. */
    YamlPlace absent(String key, Node value) {
        return new YamlPlace(value, join(key), line);
    }

    YamlPlace item(int index, Node item) {
        return new YamlPlace(item, path + "[" + index + "]", lineOf(item));
    }

    boolean isNull() {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }

    /** The place under a relative path, on the line of the deepest node that exists on the way there. */
    YamlPlace deepest(String relative) {
        YamlPlace at = this;
        Matcher steps = STEP.matcher(relative);
        while (steps.find()) {
            Optional<YamlPlace> inside =
                    steps.group(1) != null ? at.child(steps.group(1)) : at.item(Integer.parseInt(steps.group(2)));
            if (inside.isEmpty()) {
                break;
            }
            at = inside.get();
        }
        return new YamlPlace(at.node, join(relative), at.line);
    }

    private Optional<YamlPlace> child(String name) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode key
                                && key.getValue().equals(name))
                        .map(tuple -> under((ScalarNode) tuple.getKeyNode(), tuple.getValueNode()))
                        .findFirst()
                : Optional.empty();
    }

    private Optional<YamlPlace> item(int index) {
        return node instanceof SequenceNode sequence
                        && index < sequence.getValue().size()
                ? Optional.of(item(index, sequence.getValue().get(index)))
                : Optional.empty();
    }

    private String join(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }
}
