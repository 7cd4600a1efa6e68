package io.millrace.features;

import static io.millrace.features.Pipelines.encode;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CategoricalEncoderTest {
    private static final String COLOURS = "{name: x, type: categorical, values: [red, green, '1', 'true']}";

    @Test
    void shouldCodeTheVocabularyFromOne() {
        assertThat(encode(COLOURS, "red")).isEqualTo(NumericEncoderTest.vector(1));
        assertThat(encode(COLOURS, " green ")).isEqualTo(NumericEncoderTest.vector(2));
    }

    @Test
    void shouldSpellNumbersAndBooleansBeforeLookingThemUp() {
        assertThat(encode(COLOURS, 1.0)).isEqualTo(NumericEncoderTest.vector(3));
        assertThat(encode(COLOURS, new BigDecimal("1.00"))).isEqualTo(NumericEncoderTest.vector(3));
        assertThat(encode(COLOURS, 1L)).isEqualTo(NumericEncoderTest.vector(3));
        assertThat(encode(COLOURS, true)).isEqualTo(NumericEncoderTest.vector(4));
    }

    @Test
    void shouldCodeTheUnseenAsZeroAndCountThem() {
        assertThat(encode(COLOURS, "blue")).isEqualTo(new Encoded(FloatVector.of(0), 0, 1, 0, OptionalLong.empty()));
    }

    @Test
    void shouldRefuseTheUnseenWhereTheColumnSaysSo() {
        assertThat(encode("{name: x, type: categorical, values: [a], unseen: reject}", "bad\nvalue"))
                .isEqualTo(new Refused(
                        Reason.UNSEEN_VALUE,
                        "x",
                        "column 'x' holds 'bad·value', which is not one of its 1 declared values"));
    }

    @Test
    void shouldRefuseNestedValues() {
        assertThat(((Refused) encode(COLOURS, Set.of())).reason()).isEqualTo(Reason.WRONG_TYPE);
        assertThat(((Refused) encode("{name: x, type: categorical}", Set.of())).reason())
                .isEqualTo(Reason.WRONG_TYPE);
    }

    @Test
    void shouldHashWithoutAVocabularyIntoEveryCodeButZero() {
        String column = "{name: x, type: categorical, buckets: 8}";
        Set<Float> codes = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            codes.add(((Encoded) encode(column, "v" + i)).values().at(0));
        }
        assertThat(codes).containsExactlyInAnyOrder(1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f);
        assertThat(encode(column, 3.0)).isEqualTo(encode(column, "3"));
    }

    @Test
    void shouldHashAsEveryOtherMurmur3Does() {
        assertThat(hash("", 0)).isZero();
        assertThat(hash("", 1)).isEqualTo(0x514e28b7);
        assertThat(hash("hello", 0)).isEqualTo(0x248bfa47);
        assertThat(hash("hello, world", 0)).isEqualTo(0x149bbb7f);
        assertThat(hash("The quick brown fox jumps over the lazy dog", 0)).isEqualTo(0x2e4ff723);
        assertThat(hash("aaa", 0x9747b28c)).isEqualTo(0x283e0130);
        assertThat(hash("ππππππππ", 0x9747b28c)).isEqualTo(0xd58063c1);
    }

    private static int hash(String text, int seed) {
        return Murmur3.hash32(text.getBytes(StandardCharsets.UTF_8), seed);
    }
}
