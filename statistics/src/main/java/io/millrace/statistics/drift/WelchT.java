package io.millrace.statistics.drift;

import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.TTest;

/**
 * Whether two means differ, with variances that may differ too (Welch 1947, The Generalization of Student's Problem when Several Different Population
 * Variances are Involved), two-sided. Where both samples are constant there is no noise to compare with: equal ones have t = 0 and p = 1, different ones an
 * infinite t and p = 0. A sample of fewer than 2 has NaN.
 */
public final class WelchT {
    private WelchT() {}

    public static Tested test(Sample reference, Sample current) {
        if (reference.size() < 2 || current.size() < 2) {
            return Tested.UNDEFINED;
        }
        if (reference.isConstant() && current.isConstant()) {
            int order = Double.compare(reference.mean(), current.mean());
            return order == 0 ? new Tested(0, 1) : new Tested(order * Double.POSITIVE_INFINITY, 0);
        }
        TTest.Result result = TTest.withDefaults()
                .with(DataDispersion.HETEROSCEDASTIC)
                .test(
                        reference.mean(),
                        reference.variance(),
                        reference.size(),
                        current.mean(),
                        current.variance(),
                        current.size());
        return new Tested(result.getStatistic(), result.getPValue());
    }
}
