package io.millrace.scorer.inference;

import java.util.List;

/** What a model said of some rows. */
public final class Answer {
    private final long version;
    private final String encoder;
    private final List<String> classes;
    private final int[] likeliest;
    private final float[] probabilities;

    /**
     * @param version of the model; 0 for the label prior
     * @param encoder fingerprint of the encoder it was trained on; empty for the label prior
     * @param classes none where it answers numbers
     * @param likeliest class of each row, by its place; taken over, not copied
     * @param probabilities row after row, finite, in the order of the classes; or a number for each row; taken over, not copied
     */
    public Answer(long version, String encoder, List<String> classes, int[] likeliest, float[] probabilities) {
        this.version = version;
        this.encoder = encoder;
        this.classes = List.copyOf(classes);
        this.likeliest = likeliest;
        this.probabilities = probabilities;
    }

    long version() {
        return version;
    }

    String encoder() {
        return encoder;
    }

    List<String> classes() {
        return classes;
    }

    int rows() {
        return likeliest.length;
    }

    float probability(int row, int label) {
        return probabilities[row * classes.size() + label];
    }

    /** What is answered to a row where there are no classes. */
    float number(int row) {
        return probabilities[row];
    }

    /** Place of the class that is likeliest. */
    int likeliest(int row) {
        return likeliest[row];
    }
}
