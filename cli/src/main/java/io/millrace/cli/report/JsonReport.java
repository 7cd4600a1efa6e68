package io.millrace.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.runtime.ServiceFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report as indented JSON; a number that is not defined is null. */
public final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path STANDARD_OUTPUT = Path.of("-");

    private JsonReport() {}

    /**
     * @param report maps by text, lists, numbers, truths and texts
     * @param target a file, or {@code -} for standard output
     */
    public static void write(Object report, Path target, PrintWriter output) {
        String json = of(report);
        if (target.equals(STANDARD_OUTPUT)) {
            output.println(json);
            output.flush();
            return;
        }
        try {
            Files.writeString(target, json + "\n");
        } catch (IOException e) {
            throw new ServiceFailure("cannot write " + target + ": " + e, e);
        }
    }

    static String of(Object report) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(defined(report));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report of plain values", e);
        }
    }

    private static Object defined(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> defined = new LinkedHashMap<>();
            map.forEach((key, element) -> defined.put(key, defined(element)));
            return defined;
        } else if (value instanceof List<?> list) {
            return list.stream().map(JsonReport::defined).toArray();
        }
        return value instanceof Double number && !Double.isFinite(number) ? null : value;
    }
}
