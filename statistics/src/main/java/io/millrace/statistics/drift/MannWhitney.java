package io.millrace.statistics.drift;

import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;

/**
 * Whether values of one sample tend to be larger than those of the other (Mann and Whitney 1947, On a Test of Whether one of Two Random Variables is
 * Stochastically Larger than the Other), two-sided. The statistic U is the number of pairs in which the reference is larger, ties counted as one
 * half. The p-value is that of the normal law, corrected for ties and continuity; 1 where all values are the same, NaN where a sample is empty.
 */
public final class MannWhitney {
    private MannWhitney() {}

    public static Tested test(Sample reference, Sample current) {
        if (reference.size() == 0 || current.size() == 0) {
            return Tested.UNDEFINED;
        }
        MannWhitneyUTest.Result result = MannWhitneyUTest.withDefaults()
                .with(PValueMethod.ASYMPTOTIC)
                .test(reference.ascending(), current.ascending());
        double pValue = result.getPValue();
        return new Tested(result.getStatistic(), Double.isNaN(pValue) ? 1 : Math.min(1, pValue));
    }
}
