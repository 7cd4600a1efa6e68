package io.millrace.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.pipeline.VectorLayout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class EncoderTest {
    private static final String[] LOAN = {
        "{name: salary, type: numeric, min: 0}",
        "{name: note, type: ignored}",
        "{name: car, type: categorical, values: [vw, bmw]}",
        "{name: zip, type: categorical, buckets: 16, missing: reject}",
        "{name: married, type: boolean, invalid: missing}",
        "{name: at, type: timestamp}",
        "{name: remark, type: text, ngrams: 2, buckets: 8, invalid: missing}",
        "{name: title, type: text, encoding: tokens, tokens: 3, invalid: missing}"
    };

    private final Encoder encoder = Encoder.of(Pipelines.columns(LOAN));

    @Test
    void shouldLineTheColumnsUpAsTheLayoutSays() {
        Encoding encoding = encoder.encode(Pipelines.record(Map.of(
                "salary",
                "1200.5",
                "car",
                "bmw",
                "zip",
                1,
                "married",
                "maybe",
                "at",
                "2024-01-01T06:00:00Z",
                "note",
                Set.of(),
                "remark",
                "good",
                "title",
                "one")));

        Encoded encoded = (Encoded) encoding;
        assertThat(encoder.layout()).isEqualTo(VectorLayout.of(Pipelines.columns(LOAN)));
        assertThat(encoded.values().length()).isEqualTo(encoder.layout().length());
        assertThat(encoded.values().toArray())
                .startsWith(1200.5f, 2)
                .containsSequence(Float.NaN, 6, 1, 1)
                .endsWith(0, 0);
        assertThat(encoded.missing()).isEqualTo(1);
        assertThat(encoded.unseen()).isZero();
    }

    @Test
    void shouldReadAColumnWhereItsFieldIs() {
        Encoder encoder = Encoder.of(Pipelines.sourced(
                "{eventTime: when}",
                "{name: city, type: numeric, field: address.city}",
                "{name: when, type: ignored, field: meta.at}",
                "{name: weekday, type: timestamp, field: meta.at, parts: [weekday]}"));
        Encoded encoded = (Encoded)
                encoder.encode(Pipelines.record(Map.of("address.city", 7, "meta.at", "2024-01-01", "city", 1)));
        assertThat(encoded.values()).isEqualTo(FloatVector.of(7, 1));
        assertThat(encoded.eventTimeMillis())
                .hasValue(Instant.parse("2024-01-01T00:00:00Z").toEpochMilli());
        assertThat(((Refused) encoder.encode(Pipelines.record("address.city", "far"))).message())
                .isEqualTo("column 'city' holds 'far', not a number");
    }

    @Test
    void shouldNameTheFirstColumnThatBreaksARule() {
        Encoding encoding = encoder.encode(Pipelines.record(Map.of("salary", -1, "at", "never")));

        assertThat(((Refused) encoding).field()).isEqualTo("salary");
        assertThat(((Refused) encoding).reason().code()).isEqualTo("out-of-range");
    }

    @Test
    void shouldTakeTheEventTimeFromItsColumnDeclaredOrNot() {
        String x = "{name: x, type: numeric}";
        RawRecord record = Pipelines.record(Map.of("at", "1970-01-02", "x", 1));
        assertThat(Encoder.of(Pipelines.sourced("{eventTime: at}", x)).encode(record))
                .isEqualTo(new Encoded(FloatVector.of(1), 0, 0, 0, OptionalLong.of(86_400_000)));
        assertThat(Encoder.of(Pipelines.sourced("{eventTime: at}", x, "{name: at, type: ignored}"))
                        .encode(record))
                .isEqualTo(new Encoded(FloatVector.of(1), 0, 0, 0, OptionalLong.of(86_400_000)));
    }

    @Test
    void shouldDoWithoutAnEventTimeWhereTheRecordHasNoneButRefuseAWrongOne() {
        Encoder timed = Encoder.of(Pipelines.sourced("{eventTime: at}", "{name: x, type: numeric}"));
        assertThat(timed.encode(Pipelines.record(Map.of("x", 1))))
                .isEqualTo(new Encoded(FloatVector.of(1), 0, 0, 0, OptionalLong.empty()));
        assertThat(((Refused) timed.encode(Pipelines.record(Map.of("x", 1, "at", "soon")))).field())
                .isEqualTo("at");
    }

    @Test
    void shouldMakeEitherAWholeVectorOrARefusalOfWhateverComes() {
        RandomGenerator random = new SplittableRandom(3);
        Set<Reason> reasons = new HashSet<>();
        int vectors = 0;
        for (int i = 0; i < 50_000; i++) {
            RawRecord record = randomRecord(random);
            Encoding encoding = encoder.encode(record);
            assertThat(encoder.encode(record)).as("the same again").isEqualTo(encoding);
            if (encoding instanceof Refused refused) {
                reasons.add(refused.reason());
                assertThat(refused.message()).contains(refused.field()).doesNotContain("\n");
                continue;
            }
            vectors++;
            shouldBeWhole((Encoded) encoding);
        }
        assertThat(vectors).isPositive();
        assertThat(reasons).contains(Reason.WRONG_TYPE, Reason.OUT_OF_RANGE, Reason.MISSING_VALUE);
    }

    private void shouldBeWhole(Encoded encoded) {
        List<VectorLayout.Slot> slots = encoder.layout().slots();
        assertThat(encoded.values().length()).isEqualTo(slots.size());
        for (int i = 0; i < slots.size(); i++) {
            float value = encoded.values().at(i);
            assertThat(Float.isInfinite(value)).isFalse();
            if (slots.get(i).categorical() && !Float.isNaN(value)) {
                assertThat(value)
                        .isEqualTo((int) value)
                        .isBetween(0f, slots.get(i).codes() - 1f);
            }
        }
    }

    private static RawRecord randomRecord(RandomGenerator random) {
        Object[] values = {
            null,
            "",
            "NA",
            "1",
            "-1",
            2,
            3.5,
            -7.25f,
            1e40,
            true,
            "yes",
            "vw",
            "bmw",
            "fiat",
            "2024-05-06",
            1_700_000_000L,
            "x".repeat(500),
            "a\nb",
            Double.NaN,
            List.of()
        };
        Map<String, Object> fields = new HashMap<>();
        for (String name : new String[] {"salary", "note", "car", "zip", "married", "at", "remark", "title"}) {
            fields.put(name, values[random.nextInt(values.length)]);
        }
        if (random.nextInt(3) > 0) { // or hardly any would be whole
            fields.put("salary", random.nextDouble());
            fields.put("at", 1_700_000_000_000L);
        }
        return Pipelines.record(fields);
    }

    @Test
    void shouldKeepItsFingerprintAcrossReleases() {
        assertThat(encoder.fingerprint())
                .matches("[0-9a-f]{16}")
                .isEqualTo(Encoder.of(Pipelines.columns(LOAN)).fingerprint());
        assertThat(Encoder.of(Pipelines.columns("{name: x, type: numeric}")).fingerprint())
                .as("if this changes, every model in the field must be trained again")
                .isEqualTo("314bc8aaa08ab1e1");
    }

    @Test
    void shouldChangeItsFingerprintWithEverythingThatCanChangeAVector() {
        List<String[]> definitions = new ArrayList<>(List.of(
                new String[] {"{name: x, type: numeric}"},
                new String[] {"{name: y, type: numeric}"},
                new String[] {"{name: x, type: numeric, field: z}"},
                new String[] {"{name: x, type: boolean}"},
                new String[] {"{name: x, type: timestamp}"},
                new String[] {"{name: x, type: categorical}"},
                new String[] {"{name: x, type: categorical, buckets: 33}"},
                new String[] {"{name: x, type: categorical, learn: 32}"},
                new String[] {"{name: x, type: categorical, learn: 33}"},
                new String[] {"{name: x, type: categorical, values: [a, b]}"},
                new String[] {"{name: x, type: categorical, values: [b, a]}"},
                new String[] {"{name: x, type: categorical, values: ['a, b']}"},
                new String[] {"{name: x, type: categorical, values: [a, b], unseen: reject}"},
                new String[] {"{name: x, type: numeric, min: 1}"},
                new String[] {"{name: x, type: numeric, max: 1}"},
                new String[] {"{name: x, type: numeric, min: 1, outside: clip}"},
                new String[] {"{name: x, type: numeric, missing: reject}"},
                new String[] {"{name: x, type: numeric, invalid: missing}"},
                new String[] {"{name: x, type: numeric, missingTokens: ['-']}"},
                new String[] {"{name: x, type: numeric, decimal: comma}"},
                new String[] {"{name: x, type: numeric, thousands: ','}"},
                new String[] {"{name: x, type: numeric, units: {m: 1}}"},
                new String[] {"{name: x, type: numeric, units: {m: 2}}"},
                new String[] {"{name: x, type: numeric, units: {m: 2}, offsets: {m: 1}}"},
                new String[] {"{name: x, type: numeric, min: 1, transform: log1p}"},
                new String[] {"{name: x, type: numeric, min: 1, transform: sqrt}"},
                new String[] {"{name: x, type: numeric, bins: [1, 2]}"},
                new String[] {"{name: x, type: numeric, bins: [1, 3]}"},
                new String[] {"{name: x, type: boolean, trueValues: [ja]}"},
                new String[] {"{name: x, type: boolean, falseValues: [nein]}"},
                new String[] {"{name: x, type: timestamp, patterns: [dd.MM.yyyy]}"},
                new String[] {"{name: x, type: timestamp, zone: Europe/Berlin}"},
                new String[] {"{name: x, type: timestamp, parts: [hour, weekday]}"},
                new String[] {"{name: x, type: timestamp, parts: [weekday, hour]}"},
                new String[] {"{name: x, type: timestamp, cyclical: true}"},
                new String[] {"{name: x, type: text}"},
                new String[] {"{name: x, type: text, buckets: 33}"},
                new String[] {"{name: x, type: text, ngrams: 2}"},
                new String[] {"{name: x, type: text, encoding: characters}"},
                new String[] {"{name: x, type: text, encoding: tokens}"},
                new String[] {"{name: x, type: text, encoding: tokens, tokens: 8}"},
                new String[] {"{name: x, type: text, encoding: tokens, buckets: 33}"},
                new String[] {"{name: x, type: categorical, spellings: case}"},
                new String[] {"{name: x, type: categorical, synonyms: {a: b}}"},
                new String[] {"{name: x, type: numeric}", "{name: y, type: numeric}"},
                new String[] {"{name: y, type: numeric}", "{name: x, type: numeric}"}));
        Set<String> fingerprints = new HashSet<>();
        for (String[] columns : definitions) {
            fingerprints.add(Encoder.of(Pipelines.columns(columns)).fingerprint());
        }
        assertThat(fingerprints).hasSameSizeAs(definitions);
    }

    @Test
    void shouldKeepItsFingerprintWhereNoVectorCanChange() {
        String x = "{name: x, type: numeric}";
        String fingerprint = Encoder.of(Pipelines.columns(x)).fingerprint();
        assertThat(Encoder.of(Pipelines.columns(x, "{name: note, type: ignored}"))
                        .fingerprint())
                .isEqualTo(fingerprint);
        assertThat(Encoder.of(Pipelines.sourced("{format: json, eventTime: at}", x))
                        .fingerprint())
                .isEqualTo(fingerprint);
        assertThat(Encoder.of(Pipelines.columns("{name: x, type: numeric, buckets: 64}"))
                        .fingerprint())
                .isEqualTo(fingerprint);
    }
}
