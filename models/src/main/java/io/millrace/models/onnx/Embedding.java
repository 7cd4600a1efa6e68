package io.millrace.models.onnx;

/**
 * Which columns of codes a net looks up in tables that it learns, and how long their rows are.
 *
 * @param from categories that a column must show, at least
 * @param length of a row; 0 goes by the number of categories
 */
public record Embedding(int from, int length) {
    /** Every code is an input of its own. */
    public static final Embedding NONE = new Embedding(Integer.MAX_VALUE, 0);

    private static final int LONGEST = 50;

    public Embedding {
        if (from < 2 || length < 0) {
            throw new IllegalArgumentException("no embedding from " + from + " categories, of length " + length);
        }
    }

    boolean takes(int categories) {
        return categories >= from;
    }

    /** By itself 1.6 n^0.56 rounded up, at most {@value #LONGEST}: the rule of thumb of fastai (Howard &amp; Gugger 2020), but that it caps at 600. */
    int length(int categories) {
        return length > 0 ? length : (int) Math.min(LONGEST, Math.ceil(1.6 * Math.pow(categories, 0.56)));
    }
}
