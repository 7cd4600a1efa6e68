package io.millrace.features;

import io.millrace.schemas.pipeline.Column;
import java.nio.charset.StandardCharsets;

/** A category without a vocabulary as the MurmurHash3 of its UTF-8 text, spread over codes 1 to {@code buckets}. */
final class HashedEncoder implements ColumnEncoder {
    private static final int SEED = 0;

    private final ColumnRules rules;
    private final CategoryForm form;
    private final int buckets;

    HashedEncoder(Column column, ColumnRules rules) {
        this.rules = rules;
        this.form = new CategoryForm(column);
        this.buckets = column.buckets();
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
        byte[] text = category.getBytes(StandardCharsets.UTF_8);
        vector.put(1 + Integer.remainderUnsigned(Murmur3.hash32(text, SEED), buckets));
    }
}
