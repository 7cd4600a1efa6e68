package io.millrace.trainer.windows;

import java.util.HashSet;
import java.util.Set;

/** Tells which examples a later one corrects, shown them from the latest backwards. */
final class Corrections {
    private final Set<Long> corrected = new HashSet<>();
    private int replaced;

    /**
     * To be asked once of each example.
     *
     * @param id hash of its id
     * @param corrects whether it corrects an earlier one itself
     * @return whether one that was shown before corrects it
     */
    boolean replaces(long id, boolean corrects) {
        boolean isReplaced;
        if (corrects) {
            isReplaced = !corrected.add(id);
        } else {
            // most windows hold no correction: nothing is boxed then
            isReplaced = !corrected.isEmpty() && corrected.remove(id);
        }
        replaced += isReplaced ? 1 : 0;
        return isReplaced;
    }

    /** How many examples were corrected. */
    int replaced() {
        return replaced;
    }
}
