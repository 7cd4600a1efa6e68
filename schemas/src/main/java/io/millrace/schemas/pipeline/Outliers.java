package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.util.Optional;

/** Which numbers are unusual for their column, by its profiles, and what is done with them. */
public record Outliers(
        @Setting(
                doc =
                        "How an outlier is known: not at all (none), by its distance from the median in standard deviations as the median absolute deviation tells them (robust-z), by its distance beyond the quartiles in interquartile ranges (iqr), or as one of the smallest or largest share of all (quantiles).",
                byDefault = "none")
        By by,

        @Setting(
                doc =
                        "From where on: standard deviations (robust-z, by default 3.5), interquartile ranges (iqr, by default 1.5), or the share at each end (quantiles, by default 0.001).")
        Optional<Double> limit,

        @Setting(
                doc =
                        "What to do with it: bring it to the limit (clip), take it for missing (missing), put the record aside (reject), or leave it and say so in a slot of its own (flag).",
                byDefault = "clip")
        Action action) {

    /** How outliers are known. */
    public enum By {
        NONE,
        ROBUST_Z,
        IQR,
        QUANTILES
    }

    /** What is done with an outlier. */
    public enum Action {
        CLIP,
        MISSING,
        REJECT,
        FLAG
    }

    public Outliers {
        unless(by != By.NONE || limit.isEmpty(), "limit", "needs by: robust-z, iqr or quantiles");
        unless(by != By.NONE || action == Action.CLIP, "action", "needs by: robust-z, iqr or quantiles");
        double least = by == By.QUANTILES ? 0 : 0.1;
        double most = by == By.QUANTILES ? 0.25 : 1_000;
        unless(
                limit.filter(given -> given < least || given > most || given == 0)
                        .isEmpty(),
                "limit",
                "must be " + (by == By.QUANTILES ? "above 0 and at most 0.25" : "between 0.1 and 1000"));
    }

    /** The limit, or that of {@link #by} where none is given. 3.5: Iglewicz and Hoaglin 1993; 1.5: Tukey 1977. */
    public double limitOrDefault() {
        return limit.orElse(
                switch (by) {
                    case ROBUST_Z -> 3.5;
                    case IQR -> 1.5;
                    case QUANTILES -> 0.001;
                    case NONE -> Double.POSITIVE_INFINITY;
                });
    }

    /** Whether a slot says which numbers are outliers. */
    public boolean flags() {
        return by != By.NONE && action == Action.FLAG;
    }
}
