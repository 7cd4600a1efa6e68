package io.millrace.schemas.pipeline;

import io.millrace.schemas.pipeline.InvalidDefinition.Problem;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Turns YAML nodes into records, by the records' own components and their {@link Setting}s. Goes on after a problem so that all
 * of them are reported at once.
 */
final class RecordBinder {
    private static final int MAX_DEPTH = 50;

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    private RecordBinder(String file) {
        this.file = file;
    }

    static <T extends Record> T bind(Class<T> type, Node root, String file) {
        RecordBinder binder = new RecordBinder(file);
        Object bound = binder.record(type, root, "", 0);
        if (!binder.problems.isEmpty()) {
            throw new InvalidDefinition(binder.problems);
        }
        return type.cast(bound);
    }

    /** The bound value, or null after a problem was noted. */
    private Object value(Type type, Node node, String path, int depth) {
        if (depth > MAX_DEPTH) {
            return problem(node, path, "is nested too deeply");
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                Object inner = value(arguments[0], node, path, depth + 1);
                return inner == null ? null : Optional.of(inner);
            }
            return generic.getRawType() == List.class
                    ? list(arguments[0], node, path, depth)
                    : map(arguments[1], node, path, depth);
        }
        Class<?> plain = (Class<?>) type;
        return plain.isRecord() ? record(plain, node, path, depth) : scalar(plain, node, path);
    }

    private Object record(Class<?> type, Node node, String path, int depth) {
        if (!(node instanceof MappingNode mapping)) {
            return problem(node, path, "must be a set of keys");
        }
        Map<String, NodeTuple> given = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            given.put(tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?", tuple);
        }
        RecordComponent[] components = type.getRecordComponents();
        int before = problems.size();
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            NodeTuple tuple = given.remove(components[i].getName());
            arguments[i] = component(components[i], tuple, node, path, depth);
        }
        given.forEach((key, tuple) -> problem(
                tuple.getKeyNode(),
                join(path, key),
                "is not a known key. Known: "
                        + Arrays.stream(components)
                                .map(RecordComponent::getName)
                                .collect(Collectors.joining(", "))));
        return problems.size() > before ? null : construct(type, arguments, mapping, path);
    }

    private Object component(RecordComponent component, NodeTuple tuple, Node owner, String path, int depth) {
        String name = join(path, component.getName());
        if (tuple != null && !isNull(tuple.getValueNode())) {
            return value(component.getGenericType(), tuple.getValueNode(), name, depth + 1);
        }
        if (component.getType() == Optional.class) {
            return Optional.empty();
        }
        String byDefault = component.getAnnotation(Setting.class).byDefault();
        if (byDefault.isEmpty()) {
            return problem(
                    owner,
                    name,
                    "is missing: " + component.getAnnotation(Setting.class).doc());
        }
        Node node = new Compose(LoadSettings.builder().build())
                .composeString(byDefault)
                .orElseThrow();
        return value(component.getGenericType(), node, name, depth + 1);
    }

    private Object construct(Class<?> type, Object[] arguments, MappingNode node, String path) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidSetting invalid) {
                return problem(find(node, invalid.field()), join(path, invalid.field()), invalid.getMessage());
            }
            throw new IllegalStateException(type + " refused its arguments", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object list(Type element, Node node, String path, int depth) {
        if (!(node instanceof SequenceNode sequence)) {
            return problem(node, path, "must be a list");
        }
        List<Object> bound = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            bound.add(value(element, item, path + "[" + bound.size() + "]", depth + 1));
        }
        return bound.contains(null) ? null : bound;
    }

    private Object map(Type element, Node node, String path, int depth) {
        if (!(node instanceof MappingNode mapping)) {
            return problem(node, path, "must be a set of keys");
        }
        Map<String, Object> bound = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            bound.put(key, value(element, tuple.getValueNode(), join(path, key), depth + 1));
        }
        return bound.containsValue(null) ? null : bound;
    }

    private Object scalar(Class<?> type, Node node, String path) {
        if (!(node instanceof ScalarNode scalar)) {
            return problem(node, path, "must be a single value");
        }
        String text = scalar.getValue();
        try {
            return parse(type, text);
        } catch (NumberFormatException e) {
            return problem(
                    node,
                    path,
                    "'" + text + "' is not a "
                            + (type == double.class || type == Double.class ? "number" : "whole number"));
        } catch (IllegalArgumentException e) {
            return problem(node, path, e.getMessage());
        }
    }

    private static Object parse(Class<?> type, String text) {
        if (type == String.class) {
            return text;
        } else if (type == int.class || type == Integer.class) {
            return Integer.parseInt(text.replace("_", ""));
        } else if (type == long.class) {
            return Long.parseLong(text.replace("_", ""));
        } else if (type == double.class || type == Double.class) {
            double number = Double.parseDouble(text.replace("_", ""));
            if (!Double.isFinite(number)) {
                throw new NumberFormatException(text);
            }
            return number;
        } else if (type == Duration.class) {
            return Durations.parse(text);
        }
        for (Object constant : type.getEnumConstants()) {
            if (spelled((Enum<?>) constant).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is not one of "
                + Arrays.stream(type.getEnumConstants())
                        .map(constant -> spelled((Enum<?>) constant))
                        .collect(Collectors.joining(", ")));
    }

    /** How a constant is written in YAML: {@code BINARY_CLASSIFICATION} as {@code binary-classification}. */
    static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Object problem(Node node, String path, String message) {
        int line = node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
        problems.add(new Problem(file, line, path, message));
        return null;
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.getTag() == org.snakeyaml.engine.v2.nodes.Tag.NULL;
    }

    /** The node under a dotted path, or the deepest one that exists on the way. */
    private static Node find(Node node, String path) {
        Node at = node;
        for (String key : path.split("\\.", -1)) {
            Node inside = at instanceof MappingNode mapping ? child(mapping, key) : null;
            if (inside == null) {
                return at;
            }
            at = inside;
        }
        return at;
    }

    private static Node child(MappingNode mapping, String key) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode scalar
                    && scalar.getValue().equals(key)) {
                return tuple.getValueNode();
            }
        }
        return null;
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
