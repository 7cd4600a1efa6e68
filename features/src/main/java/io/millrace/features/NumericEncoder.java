package io.millrace.features;

import io.millrace.schemas.pipeline.Column;

/** A number within its bounds, on the scale of its column. A float's own range is a bound like the declared ones. */
final class NumericEncoder implements ColumnEncoder {
    private final ColumnRules rules;
    private final NumberForm form;
    private final double min;
    private final double max;
    private final Column.Outside outside;
    private final OutlierRule outliers;
    private final Scale scale;

    NumericEncoder(Column column, ColumnRules rules) {
        this.rules = rules;
        this.form = new NumberForm(column);
        this.min = Math.max(-Float.MAX_VALUE, column.min().orElse(Double.NEGATIVE_INFINITY));
        this.max = Math.min(Float.MAX_VALUE, column.max().orElse(Double.POSITIVE_INFINITY));
        this.outside = column.outside();
        this.outliers = new OutlierRule(column);
        this.scale = new Scale(column);
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public void encode(Object value, VectorBuilder vector) {
        double number = number(value);
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            rules.wrongType(value, "a number", 1, vector);
        } else if (number < min || number > max) {
            outside(number, vector);
        } else {
            put(number, vector);
        }
    }

    private void put(double possible, VectorBuilder vector) {
        double number = outliers.keep(possible, vector);
        if (Double.isNaN(number)) {
            return;
        }
        vector.clean().number(rules.column(), number);
        vector.put(scale.of(number));
    }

    private double number(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        return value instanceof String text ? form.parse(text) : Double.NaN;
    }

    private void outside(double number, VectorBuilder vector) {
        switch (outside) {
            case CLIP -> put(Math.min(max, Math.max(min, number)), vector);
            case MISSING -> vector.putMissing(rules.column(), 1);
            case REJECT ->
                vector.refuse(
                        Reason.OUT_OF_RANGE,
                        rules.column(),
                        "column '" + rules.column() + "' holds " + CanonicalText.of(number) + ", not a number from "
                                + CanonicalText.of(min) + " to " + CanonicalText.of(max));
        }
    }
}
