package io.millrace.scorer;

/** What has been written since the last commit: counted only once it is committed. */
final class Tally {
    private int predictions;
    private int coldStarts;
    private int canaries;
    private int quarantined;

    void predicted(boolean coldStart) {
        predictions++;
        coldStarts += coldStart ? 1 : 0;
    }

    void canaries(int more) {
        canaries += more;
    }

    void quarantine() {
        quarantined++;
    }

    void clear() {
        predictions = 0;
        coldStarts = 0;
        canaries = 0;
        quarantined = 0;
    }

    Tally copy() {
        Tally copy = new Tally();
        copy.predictions = predictions;
        copy.coldStarts = coldStarts;
        copy.canaries = canaries;
        copy.quarantined = quarantined;
        return copy;
    }

    int predictions() {
        return predictions;
    }

    int coldStarts() {
        return coldStarts;
    }

    int canaries() {
        return canaries;
    }

    int quarantined() {
        return quarantined;
    }
}
