package io.millrace.cli.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.cli.audit.ReportFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report as indented JSON; a number that is not defined is null. */
public final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {}

    /**
     * @param report maps by text, lists, numbers, truths and texts
     * @param target a file, or {@code -} for standard output
     */
    public static void write(Object report, Path target, PrintWriter output) {
        new ReportFile(target).write(JSON.valueToTree(defined(report)), output);
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
