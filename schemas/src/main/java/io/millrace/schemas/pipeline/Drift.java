package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
                doc =
                        "Records per window in which features, predictions and labels are compared with those of the model's training.",
                unit = "records",
                byDefault = "2000")
        int window,

        @Setting(
                doc =
                        "A window is compared again each time so many records have come, a whole fraction of window. Without it windows do not overlap.",
                unit = "records")
        Optional<Integer> slide,

        @Setting(
                doc =
                        "A window that has not filled up by then is compared as it is, by the clock, once it has 50 records. Without it windows wait until they are full.")
        Optional<Duration> windowTime,

        @Setting(
                doc = "Columns that are not watched. Those of type timestamp never are: time always moves.",
                byDefault = "[]")
        List<String> except,

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

        @Setting(
                doc =
                        "Drift of features, predictions or labels asks for a new model after so many drifted windows in a row.",
                unit = "windows",
                byDefault = "3")
        int windowsToRetrain,

        @Setting(doc = "Most retrain requests in a day.", unit = "requests", byDefault = "100")
        int requestsPerDay) {

    /** What may give false alarms, each as many as the others: errors, features, what is missing in them, predictions, labels. */
    private static final int WATCHED = 5;

    private static final double MOST_FALSE_ALARMS = 0.1;

    /** Windows that are compared have so many records at least. */
    public static final int LEAST_WINDOW = 50;

    /** A window holds so many slides at most, so that what is kept of it is bounded. */
    private static final int MOST_SLIDES = 20;

    public Drift {
        except = List.copyOf(except);
        unless(falseAlarmEvery >= 1000, "falseAlarmEvery", "must be at least 1000");
        unless(errorRise >= 0.01 && errorRise < 1, "errorRise", "must be at least 0.01 and below 1");
        unless(window >= LEAST_WINDOW && window <= 1_000_000, "window", "must be between 50 and 1000000");
        int width = window;
        unless(
                slide.map(step -> step >= 1 && width % step == 0 && width / step <= MOST_SLIDES)
                        .orElse(true),
                "slide",
                "must be a whole fraction of window, a twentieth at least");
        unless(
                windowTime
                        .map(time -> time.compareTo(Duration.ofSeconds(1)) >= 0)
                        .orElse(true),
                "windowTime",
                "must be at least 1s");
        unless(windowsToRetrain >= 1, "windowsToRetrain", "must be at least 1");
        unless(cooldown >= 0, "cooldown", "must not be negative");
        unless(retryAfter >= 100, "retryAfter", "must be at least 100");
        unless(requestsPerDay >= 0, "requestsPerDay", "must not be negative");
    }

    /** Expected outcomes between two false alarms of one of the things that are watched. */
    public double falseAlarmOfOneEvery() {
        return (double) WATCHED * falseAlarmEvery;
    }

    /** Records after which a window is compared. */
    public int pane() {
        return slide.orElse(window);
    }

    /** Comparisons in a row behind which there are so many windows without a record in common. */
    public int comparisons(int windows) {
        return (windows - 1) * (window / pane()) + 1;
    }

    /** Probability that a window of one of them alarms in which nothing has changed: however windows overlap, no more alarm than are stated. */
    public double falseAlarmsPerWindow() {
        return Math.min(MOST_FALSE_ALARMS, pane() / falseAlarmOfOneEvery());
    }
}
