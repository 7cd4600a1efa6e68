package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import io.millrace.schemas.pipeline.Column.Type;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One thing that is taken from the past of a record's entity: the records before it, itself left out. */
public record HistoryFeature(
        @Setting(
                doc =
                        "What is taken: the value some steps back (lag), seconds since the last record (since-last), how many records (count), sum, mean, min, max or number of different values (distinct) of a column, or the label that arrived last (last-label).")
        Take take,

        @Setting(doc = "Column it is taken of; not for since-last, count and last-label.")
        Optional<String> of,

        @Setting(doc = "How far back count, sum, mean, min, max and distinct look, by event time.")
        Optional<Duration> window,

        @Setting(doc = "How many records back a lag looks.", unit = "records", byDefault = "1")
        int steps) {

    /** What is taken from the past. */
    public enum Take {
        LAG(EnumSet.of(Type.NUMERIC, Type.BOOLEAN), false),
        SINCE_LAST(Set.of(), false),
        COUNT(Set.of(), true),
        SUM(EnumSet.of(Type.NUMERIC, Type.BOOLEAN), true),
        MEAN(EnumSet.of(Type.NUMERIC, Type.BOOLEAN), true),
        MIN(EnumSet.of(Type.NUMERIC, Type.BOOLEAN), true),
        MAX(EnumSet.of(Type.NUMERIC, Type.BOOLEAN), true),
        DISTINCT(EnumSet.of(Type.NUMERIC, Type.BOOLEAN, Type.CATEGORICAL), true),
        LAST_LABEL(Set.of(), false);

        private final Set<Type> types;
        private final boolean windowed;

        Take(Set<Type> types, boolean windowed) {
            this.types = types;
            this.windowed = windowed;
        }

        boolean takes(Type type) {
            return types.contains(type);
        }

        String taken() {
            return types.stream().map(Scalars::spelled).sorted().collect(Collectors.joining(", "));
        }
    }

    public HistoryFeature {
        String spelled = Scalars.spelled(take);
        unless(of.isPresent() || take.types.isEmpty(), "of", spelled + " needs the column it is taken of");
        unless(of.isEmpty() || !take.types.isEmpty(), "of", spelled + " is not taken of a column");
        unless(window.isPresent() || !take.windowed, "window", spelled + " needs a window such as 1h");
        unless(window.isEmpty() || take.windowed, "window", spelled + " has no window");
        unless(
                window.filter(length -> length.isNegative() || length.isZero()).isEmpty(),
                "window",
                "must be longer than zero");
        unless(steps >= 1, "steps", "must be at least 1");
        unless(steps == 1 || take == Take.LAG, "steps", "only a lag has steps");
    }

    /** Name of its slot: {@code amount.sum.1h}, {@code count.1d}, {@code amount.lag.1}, {@code since-last}. */
    public String name() {
        String column = of.map(name -> name + ".").orElse("");
        String reach = take == Take.LAG ? "." + steps : "";
        return column
                + Scalars.spelled(take)
                + reach
                + window.map(length -> "." + Durations.text(length)).orElse("");
    }
}
