package io.millrace.cli.audit;

import java.util.HashSet;
import java.util.Set;

/**
 * How far the balances are from even.
 *
 * @param lostRecords records that became neither a feature vector nor a quarantine entry, so far
 * @param surplusVectors feature vectors and quarantine entries too many
 * @param lostVectors feature vectors without a prediction, so far
 * @param surplusPredictions predictions too many
 * @param surplusOutcomes outcomes too many
 * @param examples hashes of the first few ids concerned
 */
record Standing(
        long lostRecords,
        long surplusVectors,
        long lostVectors,
        long surplusPredictions,
        long surplusOutcomes,
        Set<Long> examples) {
    private static final int FEW = 5;

    static Standing of(Balances balances) {
        Sum sum = new Sum();
        balances.forEach(sum);
        return new Standing(
                sum.lostRecords,
                sum.surplusVectors,
                sum.lostVectors,
                sum.surplusPredictions,
                sum.surplusOutcomes,
                sum.examples);
    }

    /** Nothing is outstanding. What is too many does not get fewer by waiting. */
    boolean isComplete() {
        return lostRecords == 0 && lostVectors == 0;
    }

    private static final class Sum implements Balances.Visitor {
        private final Set<Long> examples = new HashSet<>();
        private long lostRecords;
        private long surplusVectors;
        private long lostVectors;
        private long surplusPredictions;
        private long surplusOutcomes;

        @Override
        public void visit(long hash, int records, int vectors, int outcomes) {
            lostRecords += Math.max(0, records);
            surplusVectors += Math.max(0, -records);
            lostVectors += Math.max(0, vectors);
            surplusPredictions += Math.max(0, -vectors);
            surplusOutcomes += outcomes;
            if ((records != 0 || vectors != 0 || outcomes != 0) && examples.size() < FEW) {
                examples.add(hash);
            }
        }
    }
}
