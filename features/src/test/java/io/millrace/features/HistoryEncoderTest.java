package io.millrace.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.pipeline.VectorLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistoryEncoderTest {
    private static final long NOW = 1_000_000_000_000L;
    private static final long MINUTE = 60_000;

    @Test
    void shouldNameTheSlotsOfThePastBehindTheColumns() {
        assertThat(VectorLayout.of(pipeline("")).slots())
                .extracting(VectorLayout.Slot::name)
                .containsExactly(
                        "amount",
                        "shop",
                        "amount.lag.1",
                        "amount.lag.3",
                        "since-last",
                        "count.1h",
                        "amount.sum.1h",
                        "amount.mean.1h",
                        "amount.min.1h",
                        "amount.max.1h",
                        "shop.distinct.1d",
                        "last-label");
    }

    @Test
    void shouldTakeFromThePastWhatTheDefinitionAsksFor() {
        assertThat(slots(
                        Optional.of("fraud"),
                        at(10, 5, "a"),
                        at(20, Double.NaN, "b"),
                        at(59, 2, "a"),
                        at(60, 100, "c")))
                .containsExactly(5f, 2f, 600f, 3f, 7f, 3.5f, 2f, 5f, 3f, 2f);
    }

    @Test
    void shouldSayNothingOfAnEntityWithoutAPast() {
        Encoded encoded = (Encoded) Encoder.of(pipeline("")).encode(Pipelines.record(Map.of("amount", 7, "shop", "a")));
        float nothing = Float.NaN;
        assertThat(slots(Optional.empty()))
                .containsExactly(nothing, nothing, nothing, 0f, 0f, nothing, nothing, nothing, 0f, nothing);
        assertThat(past(encoded.values())).isEqualTo(slots(Optional.empty()));
        assertThat(encoded.missing()).isZero();
    }

    @Test
    void shouldCountZeroAndNegativeZeroAsOneValue() {
        Event zero = new Event(NOW - MINUTE, Map.of("shop", 0.0));
        Event negative = new Event(NOW - MINUTE, Map.of("shop", -0.0));
        assertThat(slots(Optional.empty(), zero, negative).get(8)).isEqualTo(1f);
    }

    @Test
    void shouldLookAtNoMoreRecordsThanItMay() {
        List<Event> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(at(1, 1, "a"));
        }
        assertThat(fill(pipeline("maxRecords: 5"), Optional.empty(), many).get(3))
                .isEqualTo(5f);
    }

    @Test
    void shouldForgetWhatIsOlderThanItsTimeToLive() {
        assertThat(fill(pipeline("ttl: 1d"), Optional.empty(), List.of(at(2 * 24 * 60, 5, "a"))))
                .isEqualTo(slots(Optional.empty()));
    }

    @Test
    void shouldAgreeWithACountByHand() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 200; round++) {
            List<Event> events = new ArrayList<>();
            long minutes = 0;
            for (int i = random.nextInt(30); i > 0; i--) {
                minutes += random.nextInt(20);
                events.add(at(minutes, random.nextInt(100), "s" + random.nextInt(5)));
            }
            List<Event> hour = events.stream()
                    .filter(event -> NOW - event.time < Duration.ofHours(1).toMillis())
                    .toList();
            List<Float> slots = fill(pipeline(""), Optional.empty(), events);
            assertThat(slots.get(3)).isEqualTo(hour.size());
            assertThat(slots.get(4)).isEqualTo((float) hour.stream()
                    .mapToDouble(event -> event.values.get("amount"))
                    .sum());
            assertThat(slots.get(8))
                    .isEqualTo(events.stream()
                            .map(event -> event.values.get("shop"))
                            .distinct()
                            .count());
        }
    }

    @Test
    void shouldShowTheEarlierRecordsTheLatestFirst() {
        PipelineDefinition pipeline = pipeline("sequence: 4");
        String encoder = Encoder.of(pipeline).fingerprint();
        List<Float> slots = fill(
                pipeline,
                Optional.empty(),
                List.of(shown(1, encoder, 5, 2), shown(2, "another", 6, 3), shown(60, encoder, Float.NaN, 4)));

        float minute = (float) Math.log1p(60);
        float hour = (float) Math.log1p(3_600);
        assertThat(slots.subList(10, slots.size()))
                .as("what another encoder saw is passed over")
                .containsExactly(5f, 2f, minute, Float.NaN, 4f, hour, Float.NaN, Float.NaN, Float.NaN);
        assertThat(VectorLayout.of(pipeline).slots().subList(12, 18))
                .extracting(VectorLayout.Slot::name, VectorLayout.Slot::codes, VectorLayout.Slot::back)
                .containsExactly(
                        tuple("amount.back.1", 0, 1),
                        tuple("shop.back.1", 33, 1),
                        tuple("back.1", 0, 1),
                        tuple("amount.back.2", 0, 2),
                        tuple("shop.back.2", 33, 2),
                        tuple("back.2", 0, 2));
    }

    @Test
    void shouldShowNoRecordThatIsOlderThanItsTimeToLive() {
        PipelineDefinition pipeline = pipeline("sequence: 3\n  ttl: 1d");
        String encoder = Encoder.of(pipeline).fingerprint();

        List<Float> slots = fill(pipeline, Optional.empty(), List.of(shown(2 * 24 * 60, encoder, 5, 2)));

        assertThat(slots.subList(10, slots.size())).containsOnly(Float.NaN);
    }

    @Test
    void shouldBeAnotherEncoderWithAnotherSequence() {
        assertThat(List.of("", "sequence: 2", "sequence: 3"))
                .extracting(settings -> Encoder.of(pipeline(settings)).fingerprint())
                .doesNotHaveDuplicates();
    }

    private static Event shown(long minutesAgo, String encoder, float... columns) {
        return new Event(NOW - minutesAgo * MINUTE, Map.of(), Map.of(encoder, columns));
    }

    private static List<Float> slots(Optional<String> label, Event... newestFirst) {
        return fill(pipeline(""), label, List.of(newestFirst));
    }

    private static List<Float> fill(PipelineDefinition pipeline, Optional<String> label, List<Event> newestFirst) {
        FloatVector empty = ((Encoded) Encoder.of(pipeline).encode(Pipelines.record(Map.of()))).values();
        PastValues past = HistoryEncoder.of(pipeline).look(NOW, new Events(newestFirst), label, Set.of());
        return past(FloatVector.of(past.in(empty.asList(), true, Map.of())));
    }

    /** The slots behind the two columns. */
    private static List<Float> past(FloatVector vector) {
        return vector.asList().subList(2, vector.length());
    }

    private static Event at(long minutesAgo, double amount, String shop) {
        Remembered remembered = HistoryEncoder.of(pipeline("")).remember();
        if (!Double.isNaN(amount)) {
            remembered.number("amount", amount);
        }
        remembered.category("shop", shop);
        return new Event(NOW - minutesAgo * MINUTE, remembered.values());
    }

    private static PipelineDefinition pipeline(String settings) {
        return PipelineReader.parse("""
                name: cards
                task: binary-classification
                source: {entity: card}
                label: {classes: [fine, fraud]}
                columns:
                  - {name: amount, type: numeric}
                  - {name: shop, type: categorical}
                history:
                  features:
                    - {take: lag, of: amount}
                    - {take: lag, of: amount, steps: 3}
                    - {take: since-last}
                    - {take: count, window: 1h}
                    - {take: sum, of: amount, window: 1h}
                    - {take: mean, of: amount, window: 1h}
                    - {take: min, of: amount, window: 1h}
                    - {take: max, of: amount, window: 1h}
                    - {take: distinct, of: shop, window: 1d}
                    - {take: last-label}
                  %s
                """.formatted(settings), "cards.yaml");
    }

    /** @param columns by the fingerprint of the encoder */
    private record Event(long time, Map<String, Double> values, Map<String, float[]> columns) {
        Event(long time, Map<String, Double> values) {
            this(time, values, Map.of());
        }
    }

    private static final class Events implements Past {
        private final List<Event> newestFirst;
        private int at = -1;

        Events(List<Event> newestFirst) {
            this.newestFirst = newestFirst;
        }

        @Override
        public boolean next() {
            return ++at < newestFirst.size();
        }

        @Override
        public long eventTimeMillis() {
            return newestFirst.get(at).time;
        }

        @Override
        public double remembered(String column) {
            return newestFirst.get(at).values.getOrDefault(column, Double.NaN);
        }

        @Override
        public float[] columns(String encoder) {
            return newestFirst.get(at).columns.getOrDefault(encoder, new float[0]);
        }
    }
}
