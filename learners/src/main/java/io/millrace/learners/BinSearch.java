package io.millrace.learners;

/**
 * Looks for the split of a leaf that gains most, by the sums of gradients and curvatures in each bin. A leaf says -G / (H + λ), with G and H the sums of its examples, and a split gains
 * GL² / (HL + λ) + GR² / (HR + λ) - G² / (H + λ); what is missing goes where that is more, and where nothing was missing, with most (Chen and Guestrin 2016, XGBoost: A Scalable Tree Boosting System).
 */
final class BinSearch {
    /** A split that gains less is none. */
    private static final double LEAST_GAIN = 1e-6;
    /** Less curvature than this is what is left of rounding. */
    private static final double NOTHING = 1e-9;

    private final Bins bins;
    private final BoostingSettings settings;

    private double gradient;
    private double curvature;
    private double gain;
    private int slot;
    private double value;
    private boolean missing;

    BinSearch(Bins bins, BoostingSettings settings) {
        this.bins = bins;
        this.settings = settings;
    }

    /** What a leaf with these sums says. */
    double said(double[] sums) {
        total(sums);
        double said = settings.rate() * -gradient / (curvature + settings.ridge());
        return Double.isFinite(said) ? said : 0;
    }

    /** @return null where none gains */
    Split best(double[] sums) {
        total(sums);
        gain = LEAST_GAIN;
        slot = -1;
        if (curvature < 2 * settings.leastCurvature()) {
            return null;
        }
        for (int of = 0; of < bins.codes.length; of++) {
            if (bins.codes[of] > 0) {
                codes(sums, of);
            } else {
                numbers(sums, of);
            }
        }
        return slot < 0 ? null : new Split(slot, bins.codes[slot], value, missing, gain);
    }

    /** The sums of any slot's bins. */
    private void total(double[] sums) {
        gradient = 0;
        curvature = 0;
        for (int bin = bins.offsets[0]; bin < bins.offsets[1]; bin++) {
            gradient += sums[2 * bin];
            curvature += sums[2 * bin + 1];
        }
    }

    private void numbers(double[] sums, int of) {
        int first = 2 * bins.offsets[of];
        double left = 0;
        double below = 0;
        for (int edge = 0; edge < bins.edges[of].length; edge++) {
            left += sums[first + 2 + 2 * edge];
            below += sums[first + 3 + 2 * edge];
            offerBoth(left, below, sums[first], sums[first + 1], of, bins.edges[of][edge]);
        }
    }

    private void codes(double[] sums, int of) {
        int first = 2 * bins.offsets[of];
        for (int code = 0; code < bins.codes[of]; code++) {
            offerBoth(sums[first + 2 + 2 * code], sums[first + 3 + 2 * code], sums[first], sums[first + 1], of, code);
        }
    }

    /** With what is missing on either side. */
    private void offerBoth(double left, double own, double absentGradient, double absentCurvature, int of, double at) {
        if (absentCurvature > NOTHING) {
            offer(left, own, of, at, false);
            offer(left + absentGradient, own + absentCurvature, of, at, true);
        } else {
            offer(left, own, of, at, 2 * own > curvature);
        }
    }

    private void offer(double yesGradient, double yesCurvature, int of, double at, boolean yesToMissing) {
        double noCurvature = curvature - yesCurvature;
        if (yesCurvature < settings.leastCurvature() || noCurvature < settings.leastCurvature()) {
            return;
        }
        double found =
                part(yesGradient, yesCurvature) + part(gradient - yesGradient, noCurvature) - part(gradient, curvature);
        if (found > gain) {
            gain = found;
            slot = of;
            value = at;
            missing = yesToMissing;
        }
    }

    private double part(double gradients, double curvatures) {
        return gradients * gradients / (curvatures + settings.ridge());
    }
}
