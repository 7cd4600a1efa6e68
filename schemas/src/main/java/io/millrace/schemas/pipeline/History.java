package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a record's vector says about the past of its entity. */
public record History(
        @Setting(
                doc = "What to take from the past of the record's entity; each adds a slot behind the columns.",
                byDefault = "[]")
        List<HistoryFeature> features,

        @Setting(
                doc =
                        "How many records of the entity a vector shows, the latest ones, its own among them: behind it then stand the slots of the columns of each before it and how long before that was, the latest first, for models of sequences (lstm). 0 is none but its own.",
                unit = "records",
                byDefault = "0")
        int sequence,

        @Setting(doc = "How long the past of an entity is kept, by event time.", byDefault = "30d")
        Duration ttl,

        @Setting(
                doc = "Latest records of an entity that are looked at, at most: a window that holds more counts these.",
                unit = "records",
                byDefault = "1000")
        int maxRecords) {

    private static final int LONGEST = 100;

    public History {
        features = List.copyOf(features);
        unless(!ttl.isNegative() && !ttl.isZero(), "ttl", "must be longer than zero");
        unless(maxRecords >= 1 && maxRecords <= 100_000, "maxRecords", "must be between 1 and 100000");
        unless(
                sequence == 0 || sequence >= 2 && sequence <= LONGEST,
                "sequence",
                "must be 0, or between 2 and " + LONGEST + " records");
        unless(sequence <= maxRecords, "sequence", "must not be above history.maxRecords (" + maxRecords + ")");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < features.size(); i++) {
            HistoryFeature feature = features.get(i);
            String at = "features[" + i + "]";
            unless(names.add(feature.name()), at, "'" + feature.name() + "' is taken twice");
            unless(
                    feature.window().filter(window -> window.compareTo(ttl) > 0).isEmpty(),
                    at + ".window",
                    "must not be longer than history.ttl (" + Durations.text(ttl) + ")");
            unless(
                    feature.steps() <= maxRecords,
                    at + ".steps",
                    "must not be above history.maxRecords (" + maxRecords + ")");
        }
    }

    /** Whether vectors say anything about the past. */
    public boolean isEmpty() {
        return features.isEmpty() && sequence == 0;
    }

    /** How many earlier records a vector shows. */
    public int earlier() {
        return Math.max(0, sequence - 1);
    }

    /** Columns whose values are remembered, each once. */
    public List<String> columns() {
        return features.stream()
                .map(HistoryFeature::of)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** Whether the labels of an entity are remembered. */
    public boolean takesLabels() {
        return features.stream().anyMatch(feature -> feature.take() == HistoryFeature.Take.LAST_LABEL);
    }

    /** Checks the features against the columns of their pipeline. */
    void check(List<Column> columns) {
        for (int i = 0; i < features.size(); i++) {
            HistoryFeature feature = features.get(i);
            String at = "history.features[" + i + "].of";
            feature.of().ifPresent(name -> {
                Optional<Column> column = encoded(columns, name).findFirst();
                unless(column.isPresent(), at, "'" + name + "' is none of the columns that are encoded");
                unless(
                        feature.take().takes(column.get().type()),
                        at,
                        "'" + name + "' is " + Scalars.spelled(column.get().type()) + ": "
                                + Scalars.spelled(feature.take()) + " takes "
                                + feature.take().taken());
            });
        }
    }

    private static Stream<Column> encoded(List<Column> columns, String name) {
        return columns.stream()
                .filter(column -> column.encoded() && column.name().equals(name));
    }
}
