package io.millrace.cli.report;

import io.millrace.runtime.ServiceFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writing a page of HTML. */
public final class PageFile {
    private PageFile() {}

    /** A text as it stands in a page. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** @throws ServiceFailure where the file cannot be written */
    public static void write(String page, Path file) {
        try {
            Files.writeString(file, page);
        } catch (IOException e) {
            throw new ServiceFailure("cannot write " + file + ": " + e, e);
        }
    }
}
