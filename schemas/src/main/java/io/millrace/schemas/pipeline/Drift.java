package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

/** What the drift monitor watches for, and when it asks for a new model. */
public record Drift(
        @Setting(
                doc = "Expected number of outcomes between two false alarms of the whole pipeline.",
                unit = "outcomes",
                byDefault = "1000000")
        long falseAlarmEvery,

        @Setting(doc = "Rise of the error rate that should be found quickly.", byDefault = "0.1")
        double errorRise,

        @Setting(
                doc = "Predictions per window of the prediction distribution test.",
                unit = "predictions",
                byDefault = "2000")
        int window,

        @Setting(
                doc = "After an episode closes, no new one opens for so many outcomes.",
                unit = "outcomes",
                byDefault = "1000")
        int cooldown,

        @Setting(
                doc = "An episode that lasts asks for another model after so many outcomes.",
                unit = "outcomes",
                byDefault = "5000")
        int retryAfter,

        @Setting(doc = "Most retrain requests in a day.", unit = "requests", byDefault = "100")
        int requestsPerDay) {

    public Drift {
        unless(falseAlarmEvery >= 1000, "falseAlarmEvery", "must be at least 1000");
        unless(errorRise >= 0.01 && errorRise < 1, "errorRise", "must be at least 0.01 and below 1");
        unless(window >= 50, "window", "must be at least 50");
        unless(cooldown >= 0, "cooldown", "must not be negative");
        unless(retryAfter >= 100, "retryAfter", "must be at least 100");
        unless(requestsPerDay >= 0, "requestsPerDay", "must not be negative");
    }
}
