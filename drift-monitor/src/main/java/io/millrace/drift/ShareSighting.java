package io.millrace.drift;

import java.util.Locale;

/**
 * What one whole window of the champion's predictions says.
 *
 * @param drifted whether the shares of the predicted classes differ from the reference
 * @param value p-value
 * @param threshold p-value below which they differ
 * @param mostMoved class whose share moved most
 * @param reference its share in the reference
 * @param current its share in the window
 * @param changedAt Kafka timestamp of the window's first prediction
 */
record ShareSighting(
        long modelVersion,
        boolean drifted,
        double value,
        double threshold,
        String mostMoved,
        double reference,
        double current,
        long changedAt,
        long at)
        implements Sighting {

    @Override
    public String statistic() {
        return "prediction-share-p-value";
    }

    @Override
    public long cleanSince() {
        return changedAt;
    }

    @Override
    public String inWords() {
        return String.format(
                Locale.ROOT,
                "model %d predicts '%s' for %.1f %% of the records; at validation it was %.1f %%",
                modelVersion,
                mostMoved,
                100 * current,
                100 * reference);
    }
}
