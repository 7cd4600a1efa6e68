package io.millrace.schemas.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The JSON Schema of the pipeline definition, so that editors complete and check it. It accepts everything that
 * {@link PipelineReader} accepts; limits that span several keys are the reader's alone.
 */
public final class PipelineSchema {
    private PipelineSchema() {}

    /** The schema, draft 2020-12, as indented JSON with a newline at its end. */
    public static String json() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Millrace pipeline definition");
        schema.putAll(record(PipelineDefinition.class));
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withSeparators(Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER))
                .withObjectIndenter(new DefaultIndenter("  ", "\n"));
        try {
            return new ObjectMapper().writer(printer).writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps and lists became no JSON", e);
        }
    }

    private static Map<String, Object> record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Map<String, Object> properties = new LinkedHashMap<>();
        for (RecordComponent component : components) {
            properties.put(component.getName(), property(component));
        }
        List<String> required = Arrays.stream(components)
                .filter(PipelineSchema::required)
                .map(RecordComponent::getName)
                .toList();
        Map<String, Object> schema = new LinkedHashMap<>(Map.of("type", "object"));
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> property(RecordComponent component) {
        Setting setting = component.getAnnotation(Setting.class);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", setting.doc() + (setting.unit().isEmpty() ? "" : " Unit: " + setting.unit() + "."));
        schema.putAll(value(component.getGenericType()));
        if (!required(component)) {
            allowNull(schema);
        }
        if (!setting.byDefault().isEmpty()) {
            schema.put("default", byDefault(component, setting));
        }
        return schema;
    }

    /** A key with nothing behind it takes its default. */
    private static void allowNull(Map<String, Object> schema) {
        String constraint = schema.containsKey("enum") ? "enum" : "type";
        Object given = schema.get(constraint);
        List<Object> wider = new ArrayList<>(given instanceof List<?> several ? several : List.of(given));
        wider.add("enum".equals(constraint) ? null : "null");
        schema.put(constraint, wider);
    }

    private static Object byDefault(RecordComponent component, Setting setting) {
        return component.getType() == Duration.class || component.getType() == String.class
                ? setting.byDefault()
                : new Load(LoadSettings.builder().build()).loadFromString(setting.byDefault());
    }

    private static boolean required(RecordComponent component) {
        return component.getType() != Optional.class
                && component.getAnnotation(Setting.class).byDefault().isEmpty();
    }

    private static Map<String, Object> value(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return value(arguments[0]);
            }
            return generic.getRawType() == List.class
                    ? ordered("type", "array", "items", value(arguments[0]))
                    : ordered("type", "object", "additionalProperties", value(arguments[1]));
        }
        Class<?> plain = (Class<?>) type;
        return plain.isRecord() ? record(plain) : scalar(plain);
    }

    private static Map<String, Object> scalar(Class<?> type) {
        if (type.isEnum()) {
            return ordered("enum", Scalars.spellings(type));
        } else if (type == String.class) {
            // The reader takes what was written: classes may be spelled 0 and 1, or yes and no, without quotes.
            return ordered("type", List.of("string", "number", "boolean"));
        } else if (type == boolean.class) {
            return ordered("type", List.of("boolean", "string"), "pattern", "^(true|false)$");
        } else if (type == Duration.class) {
            return ordered("type", "string", "pattern", whole(Durations.TEXT));
        } else if (type == Device.class) {
            return ordered("type", "string", "pattern", "^(" + Device.TEXT.pattern() + ")$");
        } else if (type == double.class || type == Double.class) {
            return ordered("type", List.of("number", "string"), "pattern", whole(Scalars.DECIMAL));
        }
        return ordered("type", List.of("integer", "string"), "pattern", whole(Scalars.WHOLE));
    }

    private static String whole(Pattern pattern) {
        return "^" + pattern.pattern() + "$";
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
