package io.millrace.schemas.pipeline;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A pipeline definition as the YAML that says the same: {@link PipelineReader#parse} reads an equal definition back. What is at its
 * default is left out; equal definitions have the same text.
 */
public final class PipelineText {
    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setSchema(new CoreSchema()) // the reader's: it says which texts need quotes
            .build();

    private static final String TRAINING = "training";

    private PipelineText() {}

    public static String of(PipelineDefinition pipeline) {
        return new Dump(SETTINGS).dumpToString(keys(pipeline));
    }

    /** A section training alone. */
    public static String training(Training training) {
        return new Dump(SETTINGS).dumpToString(keys(training));
    }

    /**
     * The definition as it would be with another section training.
     *
     * @param training as {@link #training} writes it
     */
    public static String with(PipelineDefinition pipeline, String training) {
        Map<String, Object> keys = keys(pipeline);
        keys.put(
                TRAINING,
                new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(training));
        return new Dump(SETTINGS).dumpToString(keys);
    }

    private static Map<String, Object> keys(Record record) {
        Map<String, Object> keys = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = read(component, record);
            if (!Optional.of(value).equals(RecordBinder.byDefault(component))) {
                keys.put(component.getName(), written(value));
            }
        }
        return keys;
    }

    /** Every collection is a new one: YAML would write an alias where it meets the same one again. */
    private static Object written(Object value) {
        if (value instanceof Record record) {
            return keys(record);
        } else if (value instanceof Optional<?> given) {
            return written(given.orElseThrow());
        } else if (value instanceof List<?> list) {
            return list.stream().map(PipelineText::written).toList();
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, element) -> sorted.put((String) key, written(element)));
            return sorted;
        } else if (value instanceof Enum<?> constant) {
            return Scalars.spelled(constant);
        } else if (value instanceof Device device) {
            return device.toString();
        }
        return value instanceof Duration duration ? Durations.text(duration) : value;
    }

    private static Object read(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }
}
