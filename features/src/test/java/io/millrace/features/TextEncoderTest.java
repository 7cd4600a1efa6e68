package io.millrace.features;

import static io.millrace.features.NumericEncoderTest.vector;
import static io.millrace.features.Pipelines.encode;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts as counts of n-grams and as tokens. */
class TextEncoderTest {
    private static final int BUCKETS = 64;
    private static final String COLUMN = "{name: x, type: text, buckets: " + BUCKETS;
    private static final String TOKENS = COLUMN + ", encoding: tokens, tokens: 4}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "The quick  brown-fox!|the quick brown fox",
                "don't, \u00abSTOP\u00bb|don t stop",
                "Caf\u00c9 cafe\u0301|caf\u00e9 caf\u00e9",
                "\u0130stanbul 2024|i\u0307stanbul 2024",
                "\u0939\u093f\u0928\u094d\u0926\u0940 \u5317\u4eac|\u0939\u093f\u0928\u094d\u0926\u0940 \u5317\u4eac",
                "a\ud83d\ude00b|a b",
                "a\ud83db|a b",
                "\ud835\udd4f1|\ud835\udd4f1",
                "...|",
            })
    void shouldSplitATextOfAnyScriptIntoWords(String text, String words) {
        assertThat(new String(Words.utf8(text), StandardCharsets.UTF_8)).isEqualTo(words == null ? "" : words);
    }

    @Test
    void shouldCountWordsByBucket() {
        assertThat(encode(COLUMN + "}", "Good, good day!")).isEqualTo(vector(counts("good", "good", "day")));
    }

    @Test
    void shouldCountRunsOfWordsUpToTheLongest() {
        assertThat(encode(COLUMN + ", ngrams: 3}", "not a good day"))
                .isEqualTo(vector(
                        counts("not", "not a", "not a good", "a", "a good", "a good day", "good", "good day", "day")));
    }

    @Test
    void shouldCountRunsOfCharactersBlanksAmongThem() {
        assertThat(encode(COLUMN + ", encoding: characters, ngrams: 2}", "A\u00e9! \ud835\udd4f"))
                .isEqualTo(vector(counts("a", "a\u00e9", "\u00e9", "\u00e9 ", " ", " \ud835\udd4f", "\ud835\udd4f")));
    }

    @Test
    void shouldCodeTheFirstWordsInTheirOrder() {
        assertThat(encode(TOKENS, "One two")).isEqualTo(vector(1 + bucket("one"), 1 + bucket("two"), 0, 0));
        assertThat(encode(TOKENS, "a b c d e f"))
                .isEqualTo(vector(1 + bucket("a"), 1 + bucket("b"), 1 + bucket("c"), 1 + bucket("d")));
    }

    @Test
    void shouldCountNothingInATextWithoutWords() {
        assertThat(encode(COLUMN + "}", "?!")).isEqualTo(vector(new float[BUCKETS]));
        assertThat(encode(TOKENS, "?!")).isEqualTo(vector(0, 0, 0, 0));
    }

    @Test
    void shouldLeaveEverySlotOpenWhereTheTextIsMissing() {
        for (String column : new String[] {COLUMN + "}", TOKENS}) {
            Encoded encoded = (Encoded) encode(column, "NA");
            float[] open = new float[encoded.values().length()];
            Arrays.fill(open, Float.NaN);
            assertThat(encoded).isEqualTo(new Encoded(FloatVector.of(open), 1, 0, 0, OptionalLong.empty()));
        }
    }

    @Test
    void shouldTakeNumbersForTextAndRefuseWhatIsNested() {
        assertThat(encode(TOKENS, 7.0)).isEqualTo(encode(TOKENS, "7"));
        for (String column : new String[] {COLUMN + "}", TOKENS}) {
            assertThat(encode(column, new int[0]))
                    .isEqualTo(
                            new Refused(Reason.WRONG_TYPE, "x", "column 'x' holds a nested value (int[]), not a text"));
        }
    }

    private static float[] counts(String... ngrams) {
        float[] counts = new float[BUCKETS];
        for (String ngram : ngrams) {
            counts[bucket(ngram)]++;
        }
        return counts;
    }

    private static int bucket(String ngram) {
        return Integer.remainderUnsigned(Murmur3.hash32(ngram.getBytes(StandardCharsets.UTF_8), 0), BUCKETS);
    }
}
