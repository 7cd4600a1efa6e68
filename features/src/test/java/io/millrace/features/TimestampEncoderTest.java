package io.millrace.features;

import static io.millrace.features.Pipelines.encode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.millrace.schemas.pipeline.Column;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampEncoderTest {
    private static final String COLUMN = "{name: x, type: timestamp}";

    @Test
    void shouldTakeHourWeekdayAndYeardayInUtc() {
        assertThat(encode(COLUMN, "2024-12-31T18:30:00Z")).isEqualTo(NumericEncoderTest.vector(18.5f, 2, 366));
        assertThat(encode(COLUMN, "2025-01-01T01:00:00+02:00")).isEqualTo(NumericEncoderTest.vector(23, 2, 366));
        assertThat(encode(COLUMN, "1969-12-31")).isEqualTo(NumericEncoderTest.vector(0, 3, 365));
    }

    @Test
    void shouldReadEverySpellingOfOneMoment() {
        for (Object value : new Object[] {
            "2024-02-29T12:34:56Z",
            "2024-02-29T12:34:56",
            "2024-02-29 12:34:56",
            "2024-02-29T12:34:56.000Z",
            "2024-02-29T12:34:56,0",
            "2024-02-29T14:34:56+02",
            "2024-02-29T07:04:56-0530",
            1709210096L,
            1709210096000L,
            1709210096.0,
            "1709210096",
            "1709210096000"
        }) {
            assertThat(Timestamps.millis(value, ZoneOffset.UTC)).as("%s", value).isEqualTo(1709210096000L);
        }
        assertThat(Timestamps.millis("2024-02-29T12:34", ZoneOffset.UTC)).isEqualTo(1709210040000L);
        assertThat(Timestamps.millis("2024-02-29T12:34:56.123456Z", ZoneOffset.UTC))
                .isEqualTo(1709210096123L);
        assertThat(Timestamps.millis("2024-02-29T12:34:56.1Z", ZoneOffset.UTC)).isEqualTo(1709210096100L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-29",
                "2024-13-01",
                "2024-00-10",
                "2024-1-1",
                "2024-01-01T",
                "2024-01-01T24:00",
                "2024-01-01T10:60",
                "2024-01-01T10:00:61",
                "2024-01-01T10:00:00.",
                "2024-01-01T10:00:00+25:00",
                "2024-01-01T10:00:00+2",
                "2024-01-01X10:00",
                "2024-01-01T10:00:00Zulu",
                "01/02/2024",
                "12345",
                "-1709210096",
                "99999999999999",
                "yesterday",
                "2024/01/01T10:00"
            })
    void shouldRefuseWhatIsNoMoment(String text) {
        assertThat(((Refused) encode(COLUMN, text)).reason()).isEqualTo(Reason.WRONG_TYPE);
    }

    @Test
    void shouldAgreeWithJavaOnRandomMoments() {
        RandomGenerator random = new SplittableRandom(11);
        for (int i = 0; i < 20_000; i++) {
            Instant moment = Instant.ofEpochMilli(random.nextLong(-62_000_000_000_000L, 253_000_000_000_000L));
            LocalDateTime utc = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
            OffsetDateTime there = moment.atOffset(ZoneOffset.ofTotalSeconds(60 * random.nextInt(-1080, 1080)));
            assertThat(Timestamps.millis(moment.toString(), ZoneOffset.UTC))
                    .as("%s", moment)
                    .isEqualTo(moment.toEpochMilli());
            if (there.getYear() > 0 && there.getYear() < 10_000) {
                String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(there);
                assertThat(Timestamps.millis(text, ZoneOffset.UTC)).as(text).isEqualTo(moment.toEpochMilli());
            }
            float hour = ((Encoded) encode(COLUMN, moment.toString())).values().at(0);
            Encoded parts = (Encoded) encode(COLUMN, moment.toString());
            assertThat(hour).isBetween(0f, 24f);
            assertThat(parts.values().at(1)).isEqualTo(utc.getDayOfWeek().getValue());
            assertThat(parts.values().at(2)).isEqualTo(utc.getDayOfYear());
        }
    }

    @Test
    void shouldTakeADeclaredPointInTimeWheneverItWas() {
        assertThat(encode(COLUMN, Instant.parse("1969-12-31T06:00:00Z")))
                .isEqualTo(NumericEncoderTest.vector(6, 3, 365));
        assertThat(((Encoded) Encoder.of(Pipelines.sourced("{eventTime: at}", "{name: x, type: numeric}"))
                                .encode(Pipelines.record("at", Instant.EPOCH)))
                        .eventTimeMillis())
                .hasValue(0);
        assertThat(((Refused) encode(COLUMN, Instant.MAX)).reason()).isEqualTo(Reason.WRONG_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"numeric", "categorical", "boolean", "text"})
    void shouldBeNothingElseThanATime(String type) {
        Refused refused = (Refused) encode("{name: x, type: " + type + "}", Instant.EPOCH);
        assertThat(refused.reason()).isEqualTo(Reason.WRONG_TYPE);
        assertThat(refused.message()).startsWith("column 'x' holds '1970-01-01T00:00:00Z', not ");
    }

    @Test
    void shouldTakeThePartsThatTheColumnNamesInItsOrder() {
        String parts = "{name: x, type: timestamp, parts: [yearday, week, weekday, month, day, hour, minute]}";
        assertThat(encode(parts, "2024-12-30T18:30:15Z"))
                .isEqualTo(NumericEncoderTest.vector(365, 1, 1, 12, 30, 18.504167f, 30.25f));
        assertThat(encode(parts, "2021-01-03")).isEqualTo(NumericEncoderTest.vector(3, 53, 7, 1, 3, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "minute, 2024-02-28T13:45:00Z, -1, 0", // three quarters round
        "hour, 2024-02-28T06:00:00Z, 1, 0",
        "day, 2023-02-15T00:00:00Z, 0, -1", // 14 of 28 days passed
        "month, 2024-10-31T00:00:00Z, -1, 0", // 9 of 12 months passed
        "weekday, 2024-01-01T23:00:00Z, 0, 1", // a Monday
        "week, 2020-07-01T00:00:00Z, 0.05924057, -0.9982437", // 26 of 53 weeks passed
        "yearday, 2024-07-02T00:00:00Z, 0, -1" // 183 of 366 days passed
    })
    void shouldPutAPartOnTheCircleOfItsPeriod(String part, Instant moment, float sin, float cos) {
        String column = "{name: x, type: timestamp, parts: [" + part + "], cyclical: true}";
        float[] values = ((Encoded) encode(column, moment.toString())).values().toArray();
        assertThat(values).containsExactly(new float[] {sin, cos}, offset(1e-6f));
    }

    @Test
    void shouldHaveAPartForEachThatADefinitionCanName() {
        assertThat(Column.Part.values()).extracting(TimePart::of).containsExactly(TimePart.values());
    }

    @Test
    void shouldLeaveAllPartsOpenWhereTheTimeIsMissing() {
        assertThat(encode(COLUMN, "NA"))
                .isEqualTo(new Encoded(FloatVector.of(Float.NaN, Float.NaN, Float.NaN), 1, 0, 0, OptionalLong.empty()));
        assertThat(((Encoded) encode("{name: x, type: timestamp, parts: [hour], cyclical: true}", null)).values())
                .isEqualTo(FloatVector.of(Float.NaN, Float.NaN));
    }
}
