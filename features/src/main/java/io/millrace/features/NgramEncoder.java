package io.millrace.features;

import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.Column.Encoding;

/**
 * How often each run of up to n words, or up to n characters, occurs in a text: each counts in the slot that is the
 * MurmurHash3 of its UTF-8 mod {@code buckets} (Weinberger et al., Feature Hashing for Large Scale Multitask Learning, ICML
 * 2009, without their signs, so that counts stay counts).
 */
final class NgramEncoder implements ColumnEncoder {
    private static final int SEED = 0;

    private final ColumnRules rules;
    private final boolean ofWords;
    private final int longest;
    private final int buckets;

    NgramEncoder(Column column, ColumnRules rules) {
        this.rules = rules;
        this.ofWords = column.encoding() == Encoding.WORDS;
        this.longest = column.ngrams();
        this.buckets = column.buckets();
    }

    @Override
    public int slots() {
        return buckets;
    }

    @Override
    public void encode(Object value, VectorBuilder vector) {
        if (!CanonicalText.isScalar(value)) {
            rules.wrongType(value, "a text", buckets, vector);
            return;
        }
        String text = CanonicalText.of(value);
        vector.clean().text(rules.column(), text);
        int[] counts = counts(Words.utf8(text));
        for (int count : counts) {
            vector.put(count);
        }
    }

    /** Words are a blank apart, characters nothing. */
    private int[] counts(byte[] words) {
        int[] counts = new int[buckets];
        int gap = ofWords ? 1 : 0;
        int next;
        for (int start = 0; start < words.length; start = next) {
            int end = end(words, start);
            next = end + gap;
            count(words, start, end, counts);
            for (int n = 2; n <= longest && end + gap < words.length; n++) {
                end = end(words, end + gap);
                count(words, start, end, counts);
            }
        }
        return counts;
    }

    private int end(byte[] words, int from) {
        return ofWords ? Words.endOfWord(words, from) : Words.endOfCharacter(words, from);
    }

    private void count(byte[] words, int start, int end, int[] counts) {
        counts[Integer.remainderUnsigned(Murmur3.hash32(words, start, end, SEED), buckets)]++;
    }
}
