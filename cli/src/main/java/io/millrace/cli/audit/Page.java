package io.millrace.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.StringJoiner;

/** The last page of an audit: rows of a name and what was found, then what does not hold. */
public final class Page {
    private final PrintWriter out;

    public Page(PrintWriter out) {
        this.out = out;
        out.println();
    }

    public void row(String name, String value) {
        out.printf("  %-22s %s%n", name, value);
    }

    /** Name and value of every field in a row; {@code none} where there is none. */
    public void row(String name, JsonNode fields) {
        StringJoiner joiner = new StringJoiner(", ");
        fields.properties()
                .forEach(field ->
                        joiner.add(field.getKey() + " " + field.getValue().asText()));
        row(name, fields.isEmpty() ? "none" : joiner.toString());
    }

    public void end(List<String> failures) {
        out.println();
        failures.forEach(failure -> out.println("  DOES NOT HOLD: " + failure));
        out.println(failures.isEmpty() ? "Every check holds." : failures.size() + " checks do not hold.");
        out.flush();
    }
}
