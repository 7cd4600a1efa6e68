package io.millrace.cli.demo;

import io.millrace.runtime.ServiceFailure;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/**
 * What a demo streams.
 *
 * @param records how many, dirty ones included
 * @param rate records per second; 0 is as fast as possible
 * @param labelDelay a label comes so many records after its record
 * @param dirtyShare share of dirty records, 0 to 0.5
 */
public record DemoSettings(Dataset dataset, int records, int rate, long seed, int labelDelay, double dirtyShare) {
    /** Leaves two busy cores time to train while the stream goes on. */
    public static final int DEFAULT_RATE = 900;

    private static final String FILE = "demo.properties";

    /** What can be streamed. */
    public enum Dataset {
        LOANS(100_000, 0.05),
        FOODMART(54_600, 0);

        private final int records;
        private final double dirtyShare;

        Dataset(int records, double dirtyShare) {
            this.records = records;
            this.dirtyShare = dirtyShare;
        }

        public int records() {
            return records;
        }

        public double dirtyShare() {
            return dirtyShare;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public DemoSettings {
        check(records >= 1 && records <= 50_000_000, "--records must be between 1 and 50000000");
        check(rate >= 0, "--rate must not be negative");
        check(labelDelay >= 0, "--label-delay must not be negative");
        check(dirtyShare >= 0 && dirtyShare <= 0.5, "--dirty-share must be between 0 and 0.5");
        check(dataset != Dataset.FOODMART || records <= 54_600, "--records must be at most 54600 for foodmart");
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /**
     * Writes the settings down in a new data directory, or checks that they are those of the demo that was begun in it.
     *
     * @throws ServiceFailure where another demo was begun there
     */
    void claim(Path directory) {
        Properties mine = stream();
        Path file = directory.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                try (Writer writer = Files.newBufferedWriter(file)) {
                    mine.store(writer, "The demo that keeps its data here");
                }
                return;
            }
            Properties begun = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                begun.load(reader);
            }
            if (!begun.equals(mine)) {
                throw new ServiceFailure("in " + directory + " a demo was begun with " + begun + ", not " + mine
                        + ": give the same options to go on with it, or another --data-dir");
            }
        } catch (IOException e) {
            throw new ServiceFailure(
                    "cannot use the data directory " + directory + " (" + e + "): choose another with --data-dir", e);
        }
    }

    /** What decides which records are sent; the rate may change from run to run. */
    private Properties stream() {
        Properties properties = new Properties();
        properties.setProperty("dataset", dataset.toString());
        properties.setProperty("records", Integer.toString(records));
        properties.setProperty("seed", Long.toString(seed));
        properties.setProperty("label-delay", Integer.toString(labelDelay));
        properties.setProperty("dirty-share", Double.toString(dirtyShare));
        return properties;
    }
}
