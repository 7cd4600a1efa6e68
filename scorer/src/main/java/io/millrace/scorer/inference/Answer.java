package io.millrace.scorer.inference;

import java.util.List;

/** What a model said of some rows. */
public final class Answer {
    private final long version;
    private final String encoder;
    private final List<String> classes;
    private final float[] probabilities;

    /**
     * @param version of the model; 0 for the label prior
     * @param encoder fingerprint of the encoder it was trained on; empty for the label prior
     * @param probabilities row after row, finite, in the order of the classes; taken over, not copied
     */
    public Answer(long version, String encoder, List<String> classes, float[] probabilities) {
        this.version = version;
        this.encoder = encoder;
        this.classes = List.copyOf(classes);
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
        return probabilities.length / classes.size();
    }

    float probability(int row, int label) {
        return probabilities[row * classes.size() + label];
    }

    /** The class that is likeliest, of equals the first. */
    int likeliest(int row) {
        int best = 0;
        for (int i = 1; i < classes.size(); i++) {
            best = probability(row, i) > probability(row, best) ? i : best;
        }
        return best;
    }
}
