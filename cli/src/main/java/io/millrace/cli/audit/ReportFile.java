package io.millrace.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.runtime.ServiceFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where an audit is written as JSON: a file, or standard output where it is called {@code -}. */
public record ReportFile(Path path) {

    public void write(JsonNode report, PrintWriter out) {
        try {
            String json = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n";
            if (path.toString().equals("-")) {
                out.print(json);
                out.flush();
            } else {
                Files.writeString(path, json);
            }
        } catch (IOException e) {
            throw new ServiceFailure("cannot write " + path + ": " + e, e);
        }
    }
}
