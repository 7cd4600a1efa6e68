package io.millrace.drift.windows;

import io.millrace.statistics.drift.RareShare;
import java.util.Locale;

/**
 * How one column moved.
 *
 * @param column slot of the vector; predicted, confidence or label where it is none
 * @param pValue probability of such a difference where nothing has changed
 * @param distance total variation distance, 0 to 1
 * @param moved values whose share moved most: an interval, a category, or missing
 * @param before their share in the reference
 * @param now their share in the window
 */
public record Movement(String column, double pValue, double distance, String moved, double before, double now) {
    /**
     * Of a share that may rise from nothing.
     *
     * @param had rows before that had it
     * @param hasNow rows of the window that do
     */
    public static Movement ofRareShare(
            String column, String moved, long had, long rowsBefore, long hasNow, long rowsNow) {
        double p = RareShare.of(had, rowsBefore).pValue(hasNow, rowsNow);
        double before = rowsBefore == 0 ? 0 : (double) had / rowsBefore;
        double now = rowsNow == 0 ? 0 : (double) hasNow / rowsNow;
        return new Movement(column, p, Math.abs(now - before), moved, before, now);
    }

    /** One clause for a person. */
    public String inWords() {
        return String.format(
                Locale.ROOT,
                "%s is %s in %.1f %% of the records, before in %.1f %%",
                column,
                moved,
                100 * now,
                100 * before);
    }
}
