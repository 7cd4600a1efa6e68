package io.millrace.statistics.metrics;

/** The {@link Ranking} of the latest examples of a stream: prequential AUC. Not thread-safe. */
public final class SlidingRanking {
    private final Ranking ranking = Ranking.exact();
    private final double[] scores;
    private final boolean[] positives;
    private long seen;

    /** @param window how many of the latest examples count, at least 1 */
    public SlidingRanking(int window) {
        if (window < 1) {
            throw new IllegalArgumentException("window must be at least 1, not " + window);
        }
        scores = new double[window];
        positives = new boolean[window];
    }

    /** @param score finite */
    public void update(double score, boolean positive) {
        ranking.add(score, positive);
        int place = (int) (seen % scores.length);
        if (seen >= scores.length) {
            ranking.remove(scores[place], positives[place], 1);
        }
        scores[place] = score;
        positives[place] = positive;
        seen++;
    }

    /** Of the latest examples, live: to be read only. */
    public Ranking ranking() {
        return ranking;
    }
}
