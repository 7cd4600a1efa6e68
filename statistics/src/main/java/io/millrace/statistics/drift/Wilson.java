package io.millrace.statistics.drift;

/**
 * Upper confidence bound of a share that was counted on a sample (Wilson 1927, Probable Inference, the Law of Succession, and Statistical
 * Inference).
 */
public final class Wilson {
    private Wilson() {}

    /**
     * (p + z²/2n + z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)
     *
     * @param share counted share p, 0 to 1
     * @param sampleSize n, at least 1
     * @param z how many standard errors: 2.326 for a one-sided bound of 99 %
     * @return above the share and at most 1
     */
    public static double upperBound(double share, long sampleSize, double z) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be between 0 and 1, not " + share);
        }
        if (sampleSize < 1) {
            throw new IllegalArgumentException("sampleSize must be at least 1, not " + sampleSize);
        }
        double n = sampleSize;
        double spread = z * Math.sqrt(share * (1 - share) / n + z * z / (4 * n * n));
        return Math.min(1, (share + z * z / (2 * n) + spread) / (1 + z * z / n));
    }
}
