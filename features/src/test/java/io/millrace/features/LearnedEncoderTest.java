package io.millrace.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LearnedEncoderTest {
    private static final String SHOPS =
            "{name: x, type: categorical, learn: 3, spellings: case, synonyms: {supermarket: market}}";

    private final List<String> asked = new ArrayList<>();
    private final Map<String, Integer> learned = Map.of("market", 1, "kiosk", 3, "bakery", 4);

    @Test
    void shouldCodeACategoryAsItWasLearned() {
        assertThat(encode("market")).isEqualTo(NumericEncoderTest.vector(1));
        assertThat(encode(" Kiosk ")).isEqualTo(NumericEncoderTest.vector(3));
    }

    @Test
    void shouldCodeTheUnknownAsZeroAndCountThem() {
        assertThat(encode("butcher")).isEqualTo(unknown());
    }

    @Test
    void shouldAskForTheOneSpellingThatStandsForAll() {
        encode("SuperMarket");
        encode(1.0);
        assertThat(asked).containsExactly("market", "1");
    }

    @Test
    void shouldNeverGiveACodeThatTheVectorHasNoRoomFor() {
        assertThat(encode("bakery")).isEqualTo(unknown());
    }

    @Test
    void shouldLearnNoOverlongText() {
        assertThat(encode("m".repeat(LearnedEncoder.LONGEST + 1))).isEqualTo(unknown());
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldRefuseNestedValues() {
        assertThat(((Refused) encode(List.of("market"))).reason()).isEqualTo(Reason.WRONG_TYPE);
    }

    private Encoding encode(Object value) {
        Knowledge knowledge = (column, category) -> {
            asked.add(category);
            return learned.getOrDefault(category, 0);
        };
        return Encoder.of(Pipelines.columns(SHOPS))
                .encode(Pipelines.record("x", value), knowledge, CleanValues.UNHEARD);
    }

    private static Encoded unknown() {
        return new Encoded(FloatVector.of(0), 0, 1, 0, OptionalLong.empty());
    }
}
