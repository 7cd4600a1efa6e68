package io.millrace.features;

import io.millrace.schemas.pipeline.Column;

/**
 * The first words of a text in their order, each as the MurmurHash3 of its UTF-8, spread over codes 1 to {@code buckets}; 0
 * where the text has no more.
 */
final class TokenEncoder implements ColumnEncoder {
    private static final int SEED = 0;
    private static final int NO_MORE = 0;

    private final ColumnRules rules;
    private final int tokens;
    private final int buckets;

    TokenEncoder(Column column, ColumnRules rules) {
        this.rules = rules;
        this.tokens = column.tokens();
        this.buckets = column.buckets();
    }

    @Override
    public int slots() {
        return tokens;
    }

    @Override
    public void encode(Object value, VectorBuilder vector) {
        if (!CanonicalText.isScalar(value)) {
            rules.wrongType(value, "a text", tokens, vector);
            return;
        }
        String text = CanonicalText.of(value);
        vector.clean().text(rules.column(), text);
        byte[] words = Words.utf8(text);
        int start = 0;
        for (int token = 0; token < tokens; token++) {
            if (start >= words.length) {
                vector.put(NO_MORE);
                continue;
            }
            int end = Words.endOfWord(words, start);
            vector.put(1 + Integer.remainderUnsigned(Murmur3.hash32(words, start, end, SEED), buckets));
            start = end + 1;
        }
    }
}
