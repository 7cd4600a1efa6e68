package io.millrace.features;

import io.millrace.schemas.pipeline.Column;

/** A category as its code in the vocabulary that the pipeline learns from the stream; 0 as long as it has none. */
final class LearnedEncoder implements ColumnEncoder {
    /** Longer texts stay unknown: nobody counts such categories, and every task would hold them in memory. */
    static final int LONGEST = 256;

    private static final int UNKNOWN = 0;

    private final ColumnRules rules;
    private final CategoryForm form;
    private final int size;

    LearnedEncoder(Column column, ColumnRules rules) {
        this.rules = rules;
        this.form = new CategoryForm(column);
        this.size = column.learn().orElseThrow();
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
        String category = form.of(value);
        vector.clean().category(rules.column(), category);
        int code = code(category, vector.knowledge());
        if (code == UNKNOWN) {
            vector.countUnseen();
        }
        vector.put(code);
    }

    /** A vocabulary that was larger once holds codes for which the vector has no room any more. */
    private int code(String category, Knowledge knowledge) {
        int code = category.length() <= LONGEST ? knowledge.code(rules.column(), category) : UNKNOWN;
        return code <= size ? code : UNKNOWN;
    }
}
