package io.millrace.cli.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
    private final Entry entry = Entries.entry(7, "wrong-type", "amount");

    private static Filter filter(String reason, String field, Instant since, Place... at) {
        return new Filter(
                Optional.ofNullable(reason),
                Optional.empty(),
                Optional.ofNullable(field),
                Optional.empty(),
                Optional.ofNullable(since),
                Set.of(at));
    }

    @Test
    void shouldMeanEveryEntryWhereNothingIsGiven() {
        assertThat(filter(null, null, null).isEmpty()).isTrue();
        assertThat(filter(null, null, null).matches(entry)).isTrue();
    }

    @Test
    void shouldMeanEntriesThatAreLikeAllThatIsGiven() {
        assertThat(filter("wrong-type", "amount", null).matches(entry)).isTrue();
        assertThat(filter("wrong-type", "size", null).matches(entry)).isFalse();
        assertThat(filter("malformed", null, null).matches(entry)).isFalse();
        assertThat(filter(null, "amount", null).matches(Entries.entry(7, "malformed", null)))
                .isFalse();
    }

    @Test
    void shouldTakeTheMomentItselfForSince() {
        assertThat(filter(null, null, entry.timestamp()).matches(entry)).isTrue();
        assertThat(filter(null, null, entry.timestamp().plusMillis(1)).matches(entry))
                .isFalse();
    }

    @Test
    void shouldFindEntriesByTheirPlaces() {
        assertThat(filter(null, null, null, Place.parse("2@7"), Place.parse("0@7"))
                        .matches(entry))
                .isTrue();
        assertThat(filter(null, null, null, Place.parse("2@8")).matches(entry)).isFalse();
        assertThat(Place.parse("2@7")).hasToString("2@7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "@7", "2@", "2@-1", "a@b", "sales/2@7"})
    void shouldRefuseWhatIsNoPlace(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Place.parse(text))
                .withMessageContaining("write partition@offset");
    }
}
