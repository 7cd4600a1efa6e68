package io.millrace.cli.report;

import io.millrace.ingest.sources.TextFile;
import io.millrace.runtime.ServiceFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.DoubleStream;

/** A file of numbers, one a line. */
public final class NumberLines {
    private NumberLines() {}

    /** @throws ServiceFailure where the file cannot be read, or a line is no number */
    public static double[] read(Path file) {
        DoubleStream.Builder numbers = DoubleStream.builder();
        try (BufferedReader lines = new TextFile(file).open().reader()) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    numbers.add(number(line.trim(), file, number));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new ServiceFailure("cannot read " + file + ": " + e.getMessage(), e);
        }
        return numbers.build().toArray();
    }

    private static double number(String text, Path file, int line) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new ServiceFailure(file + ":" + line + ": '" + text + "' is not a number", e);
        }
    }
}
