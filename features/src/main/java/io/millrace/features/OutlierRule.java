package io.millrace.features;

import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.Outliers;

/**
 * Which numbers of a column are outliers, by what the stream has shown of it, and what becomes of them. A column whose middle
 * half is one and the same number has none: there is no scale to measure by. Immutable.
 */
final class OutlierRule {
    private final String column;
    private final Outliers outliers;
    private final double limit;
    private final int warmup;

    OutlierRule(Column column) {
        this.column = column.name();
        this.outliers = column.outliers();
        this.limit = outliers.limitOrDefault();
        this.warmup = column.warmup();
    }

    /** @return what is left of the number; NaN where it is missing from here on, or the record refused */
    double keep(double number, VectorBuilder vector) {
        if (outliers.by() == Outliers.By.NONE) {
            return number;
        }
        Figures figures = vector.figures(column);
        if (figures.count() < warmup) {
            return number;
        }
        return keep(number, figures, vector);
    }

    private double keep(double number, Figures figures, VectorBuilder vector) {
        double low;
        double high;
        switch (outliers.by()) {
            case ROBUST_Z -> {
                low = figures.median() - limit * figures.deviation();
                high = figures.median() + limit * figures.deviation();
            }
            case IQR -> {
                double range = figures.upperQuartile() - figures.lowerQuartile();
                low = figures.lowerQuartile() - limit * range;
                high = figures.upperQuartile() + limit * range;
            }
            default -> {
                low = figures.quantile(limit);
                high = figures.quantile(1 - limit);
            }
        }
        boolean usual = !(low < high) || (number >= low && number <= high);
        return usual ? number : act(number, low, high, vector);
    }

    private double act(double number, double low, double high, VectorBuilder vector) {
        vector.countOutlier();
        return switch (outliers.action()) {
            case CLIP -> number < low ? low : high;
            case FLAG -> number;
            case MISSING -> {
                vector.putMissing(column, 1);
                yield Double.NaN;
            }
            case REJECT -> {
                vector.refuse(
                        Reason.OUTLIER,
                        column,
                        "column '" + column + "' holds " + CanonicalText.of(number) + ", which is unusual for it: "
                                + CanonicalText.of((float) low) + " to " + CanonicalText.of((float) high)
                                + " is usual");
                yield Double.NaN;
            }
        };
    }
}
