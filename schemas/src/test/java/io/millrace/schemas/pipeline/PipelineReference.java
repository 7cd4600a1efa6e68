package io.millrace.schemas.pipeline;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The page {@code docs/pipeline.md}: every key of the pipeline definition, from the records that hold them. */
final class PipelineReference {
    private final StringBuilder page = new StringBuilder();

    private PipelineReference() {}

    static String page(String example) {
        PipelineReference reference = new PipelineReference();
        reference.page.append("""
                        # The pipeline definition

                        One YAML file per pipeline says what comes in, what is predicted, and how. This page lists every key; it is
                        generated from the code that reads them. Mistakes are reported as `file:line: key: what is wrong`, all at once.

                        - `millrace pipelines init data.csv --label COLUMN` writes a first definition from a sample.
                          A label that is a number with more than 20 different values (50 where all are whole) makes it regression.
                        - [pipeline.schema.json](pipeline.schema.json) is the JSON Schema for editors. With the YAML language server, put
                          `# yaml-language-server: $schema=PATH/pipeline.schema.json` on the first line.
                        - A key with nothing behind it takes its default. Durations are written `100ms`, `5s`, `10m`, `1h` or `7d`.

                        """);
        reference.section("", PipelineDefinition.class);
        reference
                .page
                .append("## A complete example\n\n```yaml\n")
                .append(example)
                .append("```\n");
        return reference.page.toString();
    }

    private void section(String path, Class<?> type) {
        page.append("## ")
                .append(path.isEmpty() ? "Top level" : '`' + path + '`')
                .append("\n\n");
        page.append("| key | type | default | unit | what |\n|---|---|---|---|---|\n");
        for (RecordComponent component : type.getRecordComponents()) {
            row(component);
        }
        page.append('\n');
        for (RecordComponent component : type.getRecordComponents()) {
            nested(component.getGenericType()).ifPresent(record -> section(below(path, component), record));
        }
    }

    private void row(RecordComponent component) {
        Setting setting = component.getAnnotation(Setting.class);
        page.append(List.of(
                        '`' + component.getName() + '`',
                        described(component.getGenericType()),
                        byDefault(component, setting),
                        setting.unit(),
                        setting.doc())
                .stream()
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    private static String byDefault(RecordComponent component, Setting setting) {
        if (!setting.byDefault().isEmpty()) {
            return nested(component.getGenericType()).isPresent() ? "see below" : '`' + setting.byDefault() + '`';
        }
        return component.getType() == Optional.class ? "none" : "**required**";
    }

    private static String described(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return described(arguments[0]);
            }
            return generic.getRawType() == List.class
                    ? "list of " + described(arguments[0])
                    : "map of text to " + described(arguments[1]);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return Scalars.spellings(plain).stream()
                    .map(word -> '`' + word + '`')
                    .collect(Collectors.joining(", "));
        }
        return plain.isRecord() ? "keys, see below" : WORDS.get(plain);
    }

    private static final Map<Class<?>, String> WORDS = Map.of(
            String.class, "text",
            boolean.class, "`true`, `false`",
            int.class, "whole number",
            Integer.class, "whole number",
            long.class, "whole number",
            double.class, "number",
            Double.class, "number",
            Duration.class, "duration",
            Device.class, "`auto`, `cpu`, `gpu`, `gpu:N`, `gpu:N,M`");

    private static Optional<Class<?>> nested(Type type) {
        List<Type> candidates = new ArrayList<>(List.of(type));
        if (type instanceof ParameterizedType generic) {
            candidates.addAll(List.of(generic.getActualTypeArguments()));
        }
        return candidates.stream()
                .filter(Class.class::isInstance)
                .<Class<?>>map(candidate -> (Class<?>) candidate)
                .filter(Class::isRecord)
                .findFirst();
    }

    private static String below(String path, RecordComponent component) {
        String name = component.getName() + (component.getType() == List.class ? "[]" : "");
        return path.isEmpty() ? name : path + "." + name;
    }
}
