package io.millrace.schemas.pipeline;

import io.millrace.schemas.pipeline.Column.Type;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a sampled column seems to be.
 *
 * @param values vocabulary; empty where there is none
 * @param buckets codes to hash into; 0 where there is a vocabulary or no need
 * @param commas whether numbers have their decimals behind a comma
 * @param why one line for the person who checks the guess
 */
record ColumnGuess(Type type, List<String> values, int buckets, boolean commas, String why) {
    private static final int LARGEST_VOCABULARY = 50;
    private static final int MOST_BUCKETS = 256;
    private static final int LONGEST_CATEGORY = 100;
    private static final int FEW_INTEGERS = 7;
    private static final int OFTEN = 20;
    private static final double NEARLY_ALL = 0.9;

    private static final Pattern ID = Pattern.compile("(?i:(.*[_. -])?(id|uuid|guid))|.*[a-z](Id|ID|Uuid|UUID)");
    private static final Pattern QUANTITY = Pattern.compile(
            "(.*[^a-z])?(age|amount|cnt|count|level|num|number|qty|quantity|rank|rate|score|size|total|years)([^a-z].*)?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern TIME = Pattern.compile(
            "(.*[^a-z])?(at|date|datetime|epoch|time|timestamp|ts)([^a-z].*)?", Pattern.CASE_INSENSITIVE);

    ColumnGuess {
        values = List.copyOf(values);
    }

    private ColumnGuess(Type type, List<String> values, int buckets, String why) {
        this(type, values, buckets, false, why);
    }

    static ColumnGuess of(ColumnSample sample) {
        if (sample.present() == 0) {
            return ignored("always missing in the sample");
        } else if (sample.distinct() == 1 && sample.missing() == 0) {
            return ignored("always " + Quoted.text(sample.values().get(0)) + " in the sample");
        } else if (sample.countsRows()) {
            return ignored("counts the rows");
        } else if (isNamedId(sample.name()) && sample.distinct() > LARGEST_VOCABULARY) {
            return ignored(sample.isUnique() ? "names the record" : "an id, by its name: it would be learned by heart");
        } else if (sample.isBoolean()) {
            return new ColumnGuess(Type.BOOLEAN, List.of(), 0, "");
        } else if (sample.isNumeric()) {
            return numeric(sample);
        } else if (sample.hasDecimalCommas()) {
            return new ColumnGuess(
                    Type.NUMERIC,
                    List.of(),
                    0,
                    true,
                    observed(sample.withPoints().range()));
        }
        return sample.isTimestamp()
                ? new ColumnGuess(Type.TIMESTAMP, List.of(), 0, "could be source.eventTime")
                : text(sample);
    }

    /** Whether the column could be {@code source.id}. */
    static boolean namesRecords(ColumnSample sample) {
        return isNamedId(sample.name()) && sample.isUnique();
    }

    private static boolean isNamedId(String name) {
        return ID.matcher(name).matches();
    }

    private static ColumnGuess numeric(ColumnSample sample) {
        double[] range = sample.range();
        String observed = observed(range);
        if (isEpoch(sample, range)) {
            return new ColumnGuess(Type.TIMESTAMP, List.of(), 0, "epoch, " + observed + "; could be source.eventTime");
        }
        boolean isCode = sample.isIntegers() && (isNamedId(sample.name()) || isFewOften(sample));
        return isCode
                ? new ColumnGuess(Type.CATEGORICAL, sample.values(), 0, "codes? else numeric, " + observed)
                : new ColumnGuess(Type.NUMERIC, List.of(), 0, observed);
    }

    private static String observed(double[] range) {
        return Quoted.number(range[0]) + " to " + Quoted.number(range[1]) + " in the sample";
    }

    /** Seconds or milliseconds since 1970, from 1973 to 2286, by size and name. */
    private static boolean isEpoch(ColumnSample sample, double[] range) {
        boolean isSeconds = range[0] >= 1e8 && range[1] < 1e10;
        boolean isMillis = range[0] >= 1e11 && range[1] < 1e13;
        return sample.isIntegers()
                && (isSeconds || isMillis)
                && TIME.matcher(sample.name()).matches();
    }

    private static boolean isFewOften(ColumnSample sample) {
        return sample.distinct() > 2
                && sample.distinct() <= FEW_INTEGERS
                && sample.present() >= (long) OFTEN * sample.distinct()
                && !QUANTITY.matcher(sample.name()).matches();
    }

    private static ColumnGuess text(ColumnSample sample) {
        int distinct = sample.distinct();
        if (sample.longest() > LONGEST_CATEGORY) {
            return ignored("long text");
        } else if (distinct <= LARGEST_VOCABULARY && !(sample.isUnique() && distinct > FEW_INTEGERS)) {
            return new ColumnGuess(Type.CATEGORICAL, sample.values(), 0, "");
        } else if (distinct >= NEARLY_ALL * sample.present()) {
            return ignored("nearly every value differs: text or an id");
        }
        int buckets = Math.min(MOST_BUCKETS, Integer.highestOneBit(distinct) * 2);
        return new ColumnGuess(Type.CATEGORICAL, List.of(), buckets, distinct + " values in the sample, hashed");
    }

    private static ColumnGuess ignored(String why) {
        return new ColumnGuess(Type.IGNORED, List.of(), 0, why);
    }
}
