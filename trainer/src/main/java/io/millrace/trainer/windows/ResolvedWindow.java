package io.millrace.trainer.windows;

import io.millrace.schemas.OffsetRange;
import java.util.List;

/**
 * The examples a retrain request came to.
 *
 * @param encoderFingerprint of the encoder that made every vector of it
 * @param ranges where they stand on the examples topic, one range per partition
 */
public record ResolvedWindow(
        TrainingWindow window, String encoderFingerprint, List<OffsetRange> ranges, LeftOut leftOut) {

    public ResolvedWindow {
        ranges = List.copyOf(ranges);
    }

    /** Of no examples. */
    public static ResolvedWindow none(int features, String encoderFingerprint) {
        return new ResolvedWindow(
                new TrainingWindow(features, new float[0], new int[0]),
                encoderFingerprint,
                List.of(),
                new LeftOut(0, 0, 0, 0));
    }

    /**
     * How many examples were read but not used.
     *
     * @param otherEncoders of another encoder than the latest example's
     * @param unknownLabels with a label that is not among the classes
     * @param otherLengths whose vector is longer or shorter than the pipeline's
     * @param corrected which a later one replaces: nothing is wrong with that
     */
    public record LeftOut(long otherEncoders, long unknownLabels, long otherLengths, long corrected) {
        /** Whether there are any that somebody should know of. */
        public boolean unusable() {
            return otherEncoders + unknownLabels + otherLengths > 0;
        }
    }
}
