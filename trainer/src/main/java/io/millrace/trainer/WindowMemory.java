package io.millrace.trainer;

import io.millrace.schemas.pipeline.Nets;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.Training;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.candidates.Untrainable;
import java.util.Locale;

/**
 * Whether a window fits into memory, told before it is read: an estimate of all that is held at once of each example, by reading, splitting and every family.
 * What nets and trees hold outside the heap is not in it.
 *
 * @param perRead bytes of an example that was read
 * @param perRow bytes more of an example that is in the window
 * @param heap bytes there are
 */
record WindowMemory(long perRead, long perRow, long heap) {
    /** Offset, timestamp, label, encoder, hashes of id and entity. */
    private static final int BESIDE_VALUES = 41;

    /** Class and hash of the entity. */
    private static final int BESIDE_ROW = 12;

    /** Of the heap, the rest being for what else runs in the process. */
    private static final double USABLE = 0.75;

    /** Arrays that are full grow into new ones, and both are there for a moment. */
    private static final double GROWING = 1.5;

    private static final double MEGABYTE = 1e6;

    static WindowMemory of(PipelineDefinition pipeline, long heap) {
        VectorLayout layout = VectorLayout.of(pipeline);
        long vector = (long) Float.BYTES * layout.length();
        long trained = pipeline.training().candidates().stream()
                .mapToLong(family -> family == Training.Family.XGBOOST
                        ? vector
                        : Float.BYTES * inputs(layout, family, pipeline.training()))
                .sum();
        // a search's folds, of each family at once
        long tried = pipeline.training().search().isOn()
                ? pipeline.training().candidates().size() * (vector + BESIDE_ROW)
                : 0;
        long row = 2 * (vector + BESIDE_ROW) + trained + tried;
        // older rows are read, put before the others and learnt from
        double replayed = pipeline.training().warmStart().replays()
                ? pipeline.training().warmStart().replay()
                : 0;
        return new WindowMemory(
                (long) (GROWING * (vector + BESIDE_VALUES)), (long) (row + replayed * (row + vector)), heap);
    }

    /** Of a net: a number and whether it is missing, or a place for each code that is not looked up. */
    private static long inputs(VectorLayout layout, Training.Family family, Training training) {
        Nets nets = training.nets();
        boolean all = family == Training.Family.LSTM || training.earlier() == Training.Earlier.ALL;
        int mostCodes = family != Training.Family.SOFTMAX && nets.embeds() ? nets.embeddedFrom() : Integer.MAX_VALUE;
        long once = layout.slots().stream()
                .filter(slot -> all || slot.own())
                .mapToLong(slot -> slot.categorical() ? Math.min(slot.codes(), mostCodes) : 2)
                .sum();
        return family == Training.Family.LSTM ? 2 * once : once; // steps by themselves, then beside the own record
    }

    /**
     * @param available examples that are there
     * @param most examples that the window may have
     * @param partitions from which it is read; of each the latest are kept, twice as many as the window may have
     * @throws Untrainable where it does not fit; says what does
     */
    void check(long available, int most, int partitions) {
        if (needed(available, most, partitions) <= usable()) {
            return;
        }
        throw new Untrainable(String.format(
                Locale.ROOT,
                "a window of %,d examples takes some %,.0f MB of the heap, and there are %,.0f for it:"
                        + " set training.window to %,d, or give more with -Xmx",
                Math.min(available, most),
                needed(available, most, partitions) / MEGABYTE,
                usable() / MEGABYTE,
                fitting(available, most, partitions)));
    }

    private double usable() {
        return USABLE * heap;
    }

    private double needed(long available, int most, int partitions) {
        return (double) perRead * Math.min(available, 2L * most * partitions)
                + (double) perRow * Math.min(available, most);
    }

    /** The largest window that fits. */
    private int fitting(long available, int most, int partitions) {
        int fits = 0;
        int tooMany = most;
        while (tooMany - fits > 1) {
            int middle = fits + (tooMany - fits) / 2;
            if (needed(available, middle, partitions) <= usable()) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        return fits;
    }
}
