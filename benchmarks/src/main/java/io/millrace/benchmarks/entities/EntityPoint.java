package io.millrace.benchmarks.entities;

import java.util.Locale;

/**
 * What so many entities cost.
 *
 * @param entities that have a past
 * @param records in the past of them all, in the end
 * @param recordsPerSecond while records of any of them came
 * @param stateBytes on disk, in the end
 */
public record EntityPoint(long entities, long records, double recordsPerSecond, long stateBytes) {
    double bytesPerRecord() {
        return (double) stateBytes / records;
    }

    double bytesPerEntity() {
        return (double) stateBytes / entities;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,12d entities %,9.0f records/s %7.0f bytes of state a record, %,7.0f an entity (of %.1f records)",
                entities,
                recordsPerSecond,
                bytesPerRecord(),
                bytesPerEntity(),
                (double) records / entities);
    }
}
