package io.millrace.benchmarks.drift;

import io.millrace.statistics.drift.ColumnFamily;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** How long it takes to calibrate a family of 50 columns for windows of 1,000 rows. */
record Calibration(RandomGenerator random) {
    private static final int COLUMNS = 50;
    private static final int KINDS = 10;
    private static final int WINDOW = 1_000;

    double seconds() {
        byte[][] reference = new byte[Scene.REFERENCE][COLUMNS];
        for (byte[] row : reference) {
            for (int column = 0; column < COLUMNS; column++) {
                row[column] = (byte) random.nextInt(KINDS);
            }
        }
        int[] kinds = new int[COLUMNS];
        Arrays.fill(kinds, KINDS);
        long start = System.nanoTime();
        ColumnFamily.calibrated(reference, kinds, WINDOW, 0.001, random);
        return (System.nanoTime() - start) / 1e9;
    }
}
