package io.millrace.drift;

import io.millrace.drift.windows.Difference;
import io.millrace.drift.windows.Movement;
import io.millrace.schemas.DriftKind;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one whole window says.
 *
 * @param kind FEATURE, QUALITY, PREDICTION or LABEL
 * @param observed records of its series seen so far, of all versions
 * @param changedAt Kafka timestamp of the window's first record
 */
record WindowSighting(DriftKind kind, long modelVersion, Difference difference, long observed, long changedAt, long at)
        implements Sighting {

    /** A window with so many times the p-value of an alarm says that the drift has passed; one in between says neither. */
    private static final double PASSED = 100;

    boolean drifted() {
        return difference.drifted();
    }

    boolean passed() {
        return difference.pValue() >= Math.min(0.5, PASSED * difference.threshold());
    }

    @Override
    public String statistic() {
        return kind == DriftKind.QUALITY ? "rare-share-p-value" : "chi-square-p-value";
    }

    @Override
    public double value() {
        return difference.pValue();
    }

    @Override
    public double threshold() {
        return difference.threshold();
    }

    /** Share of the values that moved most, in the column that moved most; NaN where there is none. */
    @Override
    public double reference() {
        return columns().stream().mapToDouble(Movement::before).findFirst().orElse(Double.NaN);
    }

    @Override
    public double current() {
        return columns().stream().mapToDouble(Movement::now).findFirst().orElse(Double.NaN);
    }

    @Override
    public List<Movement> columns() {
        return difference.columns();
    }

    @Override
    public long cleanSince() {
        return changedAt;
    }

    @Override
    public String inWords() {
        String moved = columns().stream()
                .filter(column -> column.pValue() <= threshold())
                .map(Movement::inWords)
                .collect(Collectors.joining("; "));
        return moved.isEmpty() ? what() + " are as they were when model " + modelVersion + " was trained" : moved;
    }

    private String what() {
        return switch (kind) {
            case QUALITY -> "missing and unknown values";
            case PREDICTION -> "predictions";
            case LABEL -> "labels";
            default -> "features";
        };
    }
}
