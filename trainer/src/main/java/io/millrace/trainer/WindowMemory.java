package io.millrace.trainer;

import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.candidates.Untrainable;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Collection;
import java.util.Locale;

/**
 * Whether a window fits into memory, told before it is read: an estimate of what is held at once of its examples while they are read, or while families learn from them, whichever is more.
 * What nets and trees hold outside the heap is not in it.
 *
 * @param vector bytes of the values of an example
 * @param perRow bytes of an example once it is in the window, at the dearest moment until a version is judged
 * @param room bytes there are for it
 */
record WindowMemory(int vector, double perRow, long room) {
    /** Offset, timestamp, label, encoder, hashes of id and entity, whether it corrects. */
    private static final int BESIDE_VALUES = 41;

    /** Label, hash of the entity, and where the row lies among those that were read. */
    private static final int BESIDE_BUILT = 24;

    /** Of the heap, the rest being for what else runs in the process, and for gaps: G1 does not move large arrays, and runs out at three quarters. */
    private static final double USABLE = 0.6;

    /** Of where large arrays may lie, which is not all of the heap with collectors that set a part aside for what is young. */
    private static final double USABLE_BY_ARRAYS = 0.85;

    /** Large arrays leave gaps between them. */
    private static final double GAPS = 1.05;

    /** Rows that arrays have room for at first. */
    private static final long FIRST = 64;

    private static final double MEGABYTE = 1e6;

    static WindowMemory of(PipelineDefinition pipeline) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new WindowMemory(
                Float.BYTES * VectorLayout.of(pipeline).length(),
                new TrainingMemory(pipeline, processors).perRow(),
                usable());
    }

    /** In this process. */
    private static long usable() {
        long heap = Runtime.getRuntime().maxMemory();
        long arrays = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getUsage().getMax())
                .max()
                .orElse(heap);
        return (long) Math.min(USABLE * heap, USABLE_BY_ARRAYS * arrays);
    }

    /**
     * @param available examples that are there, of each partition
     * @param most examples that the window may have
     * @throws Untrainable where it does not fit; says what does
     */
    void check(Collection<Long> available, int most) {
        if (fits(available, most)) {
            return;
        }
        throw new Untrainable(String.format(
                Locale.ROOT,
                "a window of %,d examples takes some %,.0f MB of the heap, and there are %,.0f for it:"
                        + " set training.window to %,d, or give more with -Xmx",
                rows(available, most),
                needed(available, most) / MEGABYTE,
                room / MEGABYTE,
                fitting(available, most)));
    }

    boolean fits(Collection<Long> available, int most) {
        return needed(available, most) <= room;
    }

    private double needed(Collection<Long> available, int most) {
        return GAPS * Math.max(read(available, most), perRow * rows(available, most));
    }

    private static long rows(Collection<Long> available, int most) {
        return Math.min(available.stream().mapToLong(Long::longValue).sum(), most);
    }

    /** Until the window is built of what was read; or while the arrays of a partition grow, which are there twice for a moment. */
    private double read(Collection<Long> available, int most) {
        double kept = 0;
        double growing = 0;
        for (long there : available) {
            long before = 0;
            long fitting = Math.min(there, FIRST);
            while (fitting < Math.min(there, 2L * most)) {
                before = fitting;
                fitting = Math.min(2 * fitting, 2L * most);
            }
            kept += (double) fitting * (vector + BESIDE_VALUES);
            growing = Math.max(growing, (double) before * vector);
        }
        return kept + Math.max(growing, (double) rows(available, most) * (vector + BESIDE_BUILT));
    }

    /** The largest window that fits. */
    private int fitting(Collection<Long> available, int most) {
        int fits = 0;
        int tooMany = most;
        while (tooMany - fits > 1) {
            int middle = fits + (tooMany - fits) / 2;
            if (fits(available, middle)) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        return fits;
    }
}
