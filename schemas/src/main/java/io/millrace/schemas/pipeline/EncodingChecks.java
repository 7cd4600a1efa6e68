package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import io.millrace.schemas.pipeline.Column.Encoding;
import io.millrace.schemas.pipeline.Column.Part;
import io.millrace.schemas.pipeline.Column.Transform;
import io.millrace.schemas.pipeline.Column.Type;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which settings of a column's encoding go together, and with its type. */
final class EncodingChecks {
    private static final int MOST_BINS = 1_000;
    private static final int MOST_NGRAMS = 5;
    private static final int MOST_TOKENS = 256;
    private static final int MOST_SLOTS = 4_096;

    /** Defaults, as {@link Column} declares them: a column of another type keeps them. */
    private static final List<Part> PARTS = List.of(Part.HOUR, Part.WEEKDAY, Part.YEARDAY);

    private static final int NGRAMS = 1;
    private static final int TOKENS = 16;

    private EncodingChecks() {}

    static void offsets(Type type, Map<String, Double> units, Map<String, Double> offsets) {
        unless(type == Type.NUMERIC || offsets.isEmpty(), "offsets", "only a numeric column has units");
        offsets.keySet()
                .forEach(unit -> unless(
                        units.containsKey(unit), "offsets", "'" + unit + "' is none of the units " + units.keySet()));
    }

    /** The logarithm of one and a number needs numbers above -1, the root those from 0: min is what keeps the others out. */
    static void scale(Type type, Optional<Double> min, Transform transform, List<Double> bins) {
        boolean numeric = type == Type.NUMERIC;
        unless(numeric || transform == Transform.NONE, "transform", "only a numeric column has a transform");
        unless(numeric || bins.isEmpty(), "bins", "only a numeric column has bins");
        switch (transform) {
            case NONE -> {}
            case LOG1P ->
                unless(min.filter(least -> least > -1).isPresent(), "transform", "log1p needs a min above -1");
            case SQRT ->
                unless(min.filter(least -> least >= 0).isPresent(), "transform", "sqrt needs a min of 0 or more");
        }
        unless(transform == Transform.NONE || bins.isEmpty(), "bins", "a column has bins or a transform, not both");
        unless(bins.size() <= MOST_BINS, "bins", "must be at most " + MOST_BINS + " edges");
        for (int i = 1; i < bins.size(); i++) {
            String order = bins.get(i) + " must be above the edge before it, " + bins.get(i - 1);
            unless(bins.get(i) > bins.get(i - 1), "bins", order);
        }
    }

    static void times(Type type, List<Part> parts, boolean cyclical) {
        boolean timed = type == Type.TIMESTAMP;
        unless(timed || parts.equals(PARTS), "parts", "only a timestamp column has parts");
        unless(timed || !cyclical, "cyclical", "only a timestamp column has parts that come round");
        unless(!parts.isEmpty(), "parts", "must name at least one part; where none is wanted, the type is ignored");
        Set<Part> named = EnumSet.noneOf(Part.class);
        parts.forEach(part -> unless(named.add(part), "parts", "'" + Scalars.spelled(part) + "' is listed twice"));
    }

    static void texts(Type type, Encoding encoding, int ngrams, int tokens, int buckets) {
        boolean text = type == Type.TEXT;
        boolean counted = encoding != Encoding.TOKENS;
        unless(text || encoding == Encoding.WORDS, "encoding", "only a text column has an encoding");
        unless(text || ngrams == NGRAMS, "ngrams", "only a text column has n-grams");
        unless(text || tokens == TOKENS, "tokens", "only a text column has tokens");
        unless(ngrams >= 1 && ngrams <= MOST_NGRAMS, "ngrams", "must be between 1 and " + MOST_NGRAMS);
        unless(counted || ngrams == NGRAMS, "ngrams", "needs encoding words or characters: tokens are single words");
        unless(tokens >= 1 && tokens <= MOST_TOKENS, "tokens", "must be between 1 and " + MOST_TOKENS);
        unless(!counted || tokens == TOKENS, "tokens", "needs encoding: tokens");
        unless(
                !text || !counted || buckets <= MOST_SLOTS,
                "buckets",
                "must be at most " + MOST_SLOTS + " where each is a slot of the vector");
    }
}
