package io.millrace.learners;

/**
 * What a scaled answer comes to: mean + scaled answer · deviation, from the least to the greatest.
 *
 * @param least not above the greatest
 */
public record TargetRange(double mean, double deviation, double least, double greatest) {
    public TargetRange {
        if (!(deviation >= 0) || !(least <= greatest)) {
            throw new IllegalArgumentException("deviation must be at least 0, least at most greatest: " + deviation
                    + ", " + least + ", " + greatest);
        }
    }
}
