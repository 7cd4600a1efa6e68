package io.millrace.features;

import io.millrace.features.LabelReading.Labelled;
import io.millrace.features.LabelReading.Unlabelled;
import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.LabelDefinition;
import java.util.List;
import java.util.Set;

/**
 * Reads labels in one spelling, wherever they came from: the true class as the pipeline definition spells it, or a number as its
 * shortest decimal. Immutable.
 */
public final class LabelRule {
    /** What means "not known" in a label, as it does in columns that do not say otherwise. */
    private static final List<String> MISSING =
            Column.ofDefaults("label", Column.Type.CATEGORICAL).missingTokens();

    private final String column;
    private final List<String> classes;
    private final Set<String> known;
    private final double min;
    private final double max;

    private LabelRule(LabelDefinition label) {
        this.column = label.column().orElse("");
        this.classes = label.classes();
        this.known = Set.copyOf(classes);
        this.min = label.min().orElse((double) -Float.MAX_VALUE);
        this.max = label.max().orElse((double) Float.MAX_VALUE);
    }

    public static LabelRule of(LabelDefinition label) {
        return new LabelRule(label);
    }

    /**
     * The label inside a record; unlabelled where the pipeline names no column for it, or the record has nothing there.
     */
    public LabelReading read(RawRecord record) {
        return column.isEmpty() ? new Unlabelled() : read(record.field(column));
    }

    /** @param value text, a number or a boolean; null counts as no label */
    public LabelReading read(Object value) {
        String text = CanonicalText.of(value);
        if (known.contains(text)) {
            return new Labelled(text);
        }
        if (MISSING.contains(text)) {
            return new Unlabelled();
        }
        double number = Decimals.parse(text);
        if (classes.isEmpty()) {
            return number(number, value);
        }
        if (Double.isFinite(number) && known.contains(CanonicalText.of(number))) {
            return new Labelled(CanonicalText.of(number));
        }
        String message = "label " + ColumnRules.quoted(value) + " is not one of the classes " + shown();
        return new Refused(Reason.UNKNOWN_CLASS, column, message);
    }

    /** Vectors and models hold floats, so a number beyond them is none. */
    private LabelReading number(double number, Object value) {
        if (Double.isNaN(number)) {
            return new Refused(Reason.WRONG_TYPE, column, "label " + ColumnRules.quoted(value) + " is not a number");
        }
        if (number < min || number > max) {
            String message = "label " + ColumnRules.quoted(value) + " is outside " + CanonicalText.of(min) + " to "
                    + CanonicalText.of(max);
            return new Refused(Reason.OUT_OF_RANGE, column, message);
        }
        return new Labelled(CanonicalText.of(number));
    }

    private String shown() {
        return classes.size() <= 10
                ? classes.toString()
                : classes.subList(0, 10) + " and " + (classes.size() - 10) + " more";
    }
}
