package io.millrace.features;

import io.millrace.schemas.pipeline.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A category as its place in the declared vocabulary, counted from 1; 0 where it is not there. */
final class VocabularyEncoder implements ColumnEncoder {
    private static final int UNKNOWN = 0;

    private final ColumnRules rules;
    private final CategoryForm form;
    private final boolean rejectsUnseen;
    private final List<String> values;
    private final Map<String, Integer> codes = new HashMap<>();

    VocabularyEncoder(Column column, ColumnRules rules) {
        this.rules = rules;
        this.form = new CategoryForm(column);
        this.rejectsUnseen = column.unseen() == Column.Unseen.REJECT;
        this.values = column.values();
        for (String value : values) {
            codes.putIfAbsent(form.of(value), codes.size() + 1);
        }
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public void encode(Object value, VectorBuilder vector) {
        if (!CanonicalText.isScalar(value)) {
            rules.wrongType(value, "a category", 1, vector);
            return;
        }
        Integer code = codes.get(form.of(value));
        if (code != null) {
            vector.clean().category(rules.column(), values.get(code - 1));
            vector.put(code);
        } else if (rejectsUnseen) {
            String message = "column '" + rules.column() + "' holds " + ColumnRules.quoted(value)
                    + ", which is not one of its " + codes.size() + " declared values";
            vector.refuse(Reason.UNSEEN_VALUE, rules.column(), message);
        } else {
            vector.clean().category(rules.column(), "");
            vector.countUnseen();
            vector.put(UNKNOWN);
        }
    }
}
