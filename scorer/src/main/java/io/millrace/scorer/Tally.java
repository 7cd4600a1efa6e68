package io.millrace.scorer;

/** What has been written since the last commit: counted only once it is committed. */
final class Tally {
    private int predictions;
    private int coldStarts;
    private int quarantined;

    void predicted(boolean coldStart) {
        predictions++;
        coldStarts += coldStart ? 1 : 0;
    }

    void quarantine() {
        quarantined++;
    }

    void clear() {
        predictions = 0;
        coldStarts = 0;
        quarantined = 0;
    }

    Tally copy() {
        Tally copy = new Tally();
        copy.predictions = predictions;
        copy.coldStarts = coldStarts;
        copy.quarantined = quarantined;
        return copy;
    }

    int predictions() {
        return predictions;
    }

    int coldStarts() {
        return coldStarts;
    }

    int quarantined() {
        return quarantined;
    }
}
