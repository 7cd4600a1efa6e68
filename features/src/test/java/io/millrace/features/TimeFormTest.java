package io.millrace.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFormTest {
    private static final String PATTERNS =
            "patterns: ['dd.MM.yyyy HH:mm', 'MM/dd/yyyy HH:mm', 'd MMM yyyy HH:mm', dd.MM.yy, yyyyMMddHHmm]";

    @ParameterizedTest
    @CsvSource({
        "29.02.2024 12:34, 2024-02-29T12:34:00Z",
        "02/29/2024 12:34, 2024-02-29T12:34:00Z",
        "1 feb 2024 12:34, 2024-02-01T12:34:00Z",
        "29.02.24, 2024-02-29T00:00:00Z",
        "202402291234, 2024-02-29T12:34:00Z",
        "2024-02-29T12:34:00+02:00, 2024-02-29T10:34:00Z",
        "1709210040, 2024-02-29T12:34:00Z",
    })
    void shouldReadThePatternsThenEverythingElse(String text, Instant moment) {
        assertThat(eventTime(PATTERNS, text)).hasValue(moment.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "31.04.2024 00:00",
                "29.02.2023 00:00",
                "29.02.2024 24:00",
                "29.02.2024 12:34x",
                "01.01.+999999999 00:00",
                "01.01.+99999999999999999999 00:00",
                "29.2.2024 12:34"
            })
    void shouldRefuseTimesThatDoNotExist(String text) {
        assertThat(((Refused) encode(PATTERNS, text)).reason()).isEqualTo(Reason.WRONG_TYPE);
    }

    @Test
    void shouldTakeTheZoneForTimesWithoutOne() {
        String berlin = PATTERNS + ", zone: Europe/Berlin";
        assertThat(eventTime(berlin, "15.07.2024 12:00")).hasValue(at("2024-07-15T10:00:00Z"));
        assertThat(eventTime(berlin, "2024-01-15T12:00")).hasValue(at("2024-01-15T11:00:00Z"));
        assertThat(eventTime(berlin, "2024-01-15")).hasValue(at("2024-01-14T23:00:00Z"));
        assertThat(eventTime(berlin, "2024-01-15T12:00Z")).hasValue(at("2024-01-15T12:00:00Z"));
        assertThat(eventTime("zone: '-05:00'", "2024-01-15T12:00")).hasValue(at("2024-01-15T17:00:00Z"));
    }

    /** What the clocks show twice is the first time; what they skip is an hour later. */
    @Test
    void shouldSettleTheHoursOfAClockChange() {
        assertThat(eventTime("zone: Europe/Berlin", "2024-10-27T02:30")).hasValue(at("2024-10-27T00:30:00Z"));
        assertThat(eventTime("zone: Europe/Berlin", "2024-03-31T02:30")).hasValue(at("2024-03-31T01:30:00Z"));
    }

    @Test
    void shouldReadAnOffsetOfAPattern() {
        assertThat(eventTime("patterns: ['dd/MM/yyyy HH:mm XXX']", "29/02/2024 12:34 +01:00"))
                .hasValue(at("2024-02-29T11:34:00Z"));
    }

    @Test
    void shouldReadTheHalfOfTheDayOfAPattern() {
        assertThat(eventTime("patterns: ['MM/dd/yyyy hh:mm a']", "02/29/2024 12:34 pm"))
                .hasValue(at("2024-02-29T12:34:00Z"));
    }

    @Test
    void shouldReadAZoneOfAPattern() {
        assertThat(eventTime("patterns: ['dd/MM/yyyy HH:mm VV']", "15/07/2024 12:00 Europe/Berlin"))
                .hasValue(at("2024-07-15T10:00:00Z"));
    }

    /** Its rules and forms hold, though its encoder reads it but once. */
    @Test
    void shouldReadTheEventTimeOfAnEncodedAndOfAnIgnoredColumnAlike() {
        for (String type : List.of("timestamp", "ignored")) {
            for (String rules : List.of("invalid: reject", "invalid: missing")) {
                Encoder encoder = Encoder.of(Pipelines.sourced(
                        "{eventTime: x}", "{name: y, type: numeric}", "{name: x, type: " + type + ", " + rules + "}"));
                assertThat(((Encoded) encoder.encode(Pipelines.record("x", "2024-02-29"))).eventTimeMillis())
                        .hasValue(at("2024-02-29T00:00:00Z"));
                assertThat(((Encoded) encoder.encode(Pipelines.record("x", "NA"))).eventTimeMillis())
                        .isEmpty();
                boolean refused = encoder.encode(Pipelines.record("x", "soon")) instanceof Refused;
                assertThat(refused).isEqualTo(rules.endsWith("reject"));
            }
        }
    }

    private static OptionalLong eventTime(String form, String text) {
        return ((Encoded) encode(form, text)).eventTimeMillis();
    }

    private static Encoding encode(String form, String text) {
        return Encoder.of(Pipelines.sourced("{eventTime: x}", "{name: x, type: timestamp, " + form + "}"))
                .encode(Pipelines.record("x", text));
    }

    private static long at(String moment) {
        return Instant.parse(moment).toEpochMilli();
    }
}
