package io.millrace.processors;

/**
 * Keys of the learned vocabularies, on their topic and in the stores: {@code column/category}. A slash in the column is
 * written {@code ~1} and a tilde {@code ~0}, as RFC 6901 does, so that no two pairs share a key.
 */
final class VocabularyKey {
    private VocabularyKey() {}

    static String of(String column, String category) {
        return ofColumn(column) + '/' + category;
    }

    /** Under which stores hold the highest code of a column; no category has this key. */
    static String ofColumn(String column) {
        return column.replace("~", "~0").replace("/", "~1");
    }
}
