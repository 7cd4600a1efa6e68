package io.millrace.trainer.augment;

import io.millrace.trainer.windows.TrainingWindow;
import java.util.SplittableRandom;

/** One way to make examples from others. */
interface Method {
    /** As lineages call it. */
    String name();

    /** Makes examples from those of a window. The same window and seed give the same ones. */
    void make(TrainingWindow from, Slots slots, SplittableRandom random, MadeRows made);
}
