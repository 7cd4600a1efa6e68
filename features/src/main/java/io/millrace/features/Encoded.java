package io.millrace.features;

import java.util.OptionalLong;

/**
 * A record that became a vector.
 *
 * @param values by {@link Encoder#layout}
 * @param missing columns without a value
 * @param unseen categorical values outside their vocabulary
 * @param outliers unusual numbers, by the rules of their columns
 * @param eventTimeMillis when the thing happened, where the pipeline names a column for it and the record has a value
 *     there
 */
public record Encoded(FloatVector values, int missing, int unseen, int outliers, OptionalLong eventTimeMillis)
        implements Encoding {
    public Encoded {
        if (missing < 0 || unseen < 0 || outliers < 0) {
            throw new IllegalArgumentException("missing, unseen and outliers must not be negative");
        }
    }
}
