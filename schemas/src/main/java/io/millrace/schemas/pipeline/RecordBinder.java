package io.millrace.schemas.pipeline;

import io.millrace.schemas.pipeline.InvalidDefinition.Problem;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Turns YAML nodes into records, by the records' own components and their {@link Setting}s. Goes on after a problem so that all
 * of them are reported at once. It descends by the types, not by the nodes: a file cannot make it go deeper than the records do.
 */
final class RecordBinder {
    /** Remembered, for a file may hold very many records of a kind, and the platform reads annotations anew for each array it gives. */
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private static final Map<String, Node> DEFAULTS = new ConcurrentHashMap<>();

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    private RecordBinder(String file) {
        this.file = file;
    }

    static <T extends Record> T bind(Class<T> type, Node root, String file) {
        RecordBinder binder = new RecordBinder(file);
        Object bound = binder.record(type, YamlPlace.document(root));
        if (!binder.problems.isEmpty()) {
            throw new InvalidDefinition(binder.problems);
        }
        return type.cast(bound);
    }

    /** What a component is where its key is left out; empty where the key must be given. */
    static Optional<Object> byDefault(RecordComponent component) {
        if (component.getType() == Optional.class) {
            return Optional.of(Optional.empty());
        }
        String text = component.getAnnotation(Setting.class).byDefault();
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(new RecordBinder("a default")
                        .value(component.getGenericType(), YamlPlace.document(Yaml.trusted(text))));
    }

    /** The bound value; after a problem was noted nobody looks at it. */
    private Object value(Type type, YamlPlace at) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic, at);
        }
        Class<?> plain = (Class<?>) type;
        return plain.isRecord() ? record(plain, at) : scalar(plain, at);
    }

    private Object generic(ParameterizedType type, YamlPlace at) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return Optional.ofNullable(value(arguments[0], at));
        }
        return type.getRawType() == List.class ? list(arguments[0], at) : map(arguments[1], at);
    }

    private Object record(Class<?> type, YamlPlace at) {
        if (!(at.node() instanceof MappingNode mapping)) {
            return problem(at, "must be a set of keys");
        }
        int before = problems.size();
        Map<String, YamlPlace> given = entries(mapping, at);
        RecordComponent[] components = COMPONENTS.get(type);
        List<String> known =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        Object[] arguments = Arrays.stream(components)
                .map(component -> component(component, given.get(component.getName()), at))
                .toArray();
        given.forEach((key, place) -> {
            if (!known.contains(key)) {
                problem(
                        place,
                        "is not a known key" + Spelling.hint(key, known) + ". Known: " + String.join(", ", known));
            }
        });
        return problems.size() > before ? null : construct(type, arguments, at);
    }

    private Object component(RecordComponent component, YamlPlace given, YamlPlace owner) {
        if (given != null && !given.isNull()) {
            return value(component.getGenericType(), given);
        }
        if (component.getType() == Optional.class) {
            return Optional.empty();
        }
        Setting setting = component.getAnnotation(Setting.class);
        if (setting.byDefault().isEmpty()) {
            return problem(owner.absent(component.getName(), owner.node()), "is missing: " + setting.doc());
        }
        return value(
                component.getGenericType(),
                owner.absent(component.getName(), DEFAULTS.computeIfAbsent(setting.byDefault(), Yaml::trusted)));
    }

    private Object construct(Class<?> type, Object[] arguments, YamlPlace at) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(Arrays.stream(COMPONENTS.get(type))
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidSetting invalid) {
                return problem(at.deepest(invalid.field()), invalid.getMessage());
            }
            throw new IllegalStateException(type + " refused its arguments", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object list(Type element, YamlPlace at) {
        if (!(at.node() instanceof SequenceNode sequence)) {
            return problem(at, "must be a list");
        }
        List<Object> bound = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            bound.add(value(element, at.item(bound.size(), item)));
        }
        return bound;
    }

    private Object map(Type element, YamlPlace at) {
        if (!(at.node() instanceof MappingNode mapping)) {
            return problem(at, "must be a set of keys");
        }
        Map<String, Object> bound = new LinkedHashMap<>();
        entries(mapping, at).forEach((key, place) -> bound.put(key, value(element, place)));
        return bound;
    }

    private Map<String, YamlPlace> entries(MappingNode mapping, YamlPlace at) {
        Map<String, YamlPlace> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                YamlPlace place = at.under(key, tuple.getValueNode());
                YamlPlace first = entries.putIfAbsent(key.getValue(), place);
                if (first != null) {
                    problem(place, "is given twice, first on line " + first.line());
                }
            } else {
                problem(at, "has a key that is not a single value");
            }
        }
        return entries;
    }

    private Object scalar(Class<?> type, YamlPlace at) {
        if (at.isNull()) {
            return problem(at, "must not be empty; where the text null is meant, write 'null'");
        }
        if (!(at.node() instanceof ScalarNode scalar)) {
            return problem(at, "must be a single value");
        }
        try {
            return Scalars.parse(type, scalar.getValue());
        } catch (IllegalArgumentException e) {
            return problem(at, e.getMessage());
        }
    }

    private Object problem(YamlPlace at, String message) {
        problems.add(new Problem(file, at.line(), at.path(), message));
        return null;
    }
}
