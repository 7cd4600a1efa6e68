package io.millrace.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastValuesTest {
    private static final String AMOUNT = "{name: amount, type: numeric, min: 0, transform: sqrt, missing: last}";
    private static final String SHOP = "{name: shop, type: categorical, values: [a, b], missing: last}";

    private final PipelineDefinition pipeline = Pipelines.sourced("{entity: card}", AMOUNT, SHOP);
    private final LastValues lastValues = LastValues.of(pipeline);

    @Test
    void shouldTakeFromThePastWhatTheEntityHadLast() {
        FloatVector gaps = vector(pipeline, Map.of());
        Map<String, Integer> open = lastValues.open(gaps);
        assertThat(open).hasSize(2);
        PastValues past = HistoryEncoder.of(pipeline)
                .look(
                        100,
                        past(Map.of("shop", "b"), Map.of("amount", 25, "shop", "a"), Map.of("amount", 4)),
                        Optional.empty(),
                        open.keySet());
        assertThat(past.in(gaps.asList(), true, open)).containsExactly(5f, 1f, 2f, 1f);
    }

    @Test
    void shouldLeaveOpenWhatTheEntityNeverHad() {
        FloatVector gaps = vector(pipeline, Map.of());
        Map<String, Integer> open = lastValues.open(gaps);
        PastValues past =
                HistoryEncoder.of(pipeline).look(100, past(Map.of("shop", "b")), Optional.empty(), open.keySet());
        assertThat(past.in(gaps.asList(), true, open)).containsExactly(Float.NaN, 1f, 2f, 1f);
    }

    @Test
    void shouldLookNoFurtherWhereTheRecordSaysItself() {
        FloatVector whole = vector(pipeline, Map.of("amount", 9, "shop", "a"));
        assertThat(lastValues.open(whole)).isEmpty();
        assertThat(whole.asList()).containsExactly(3f, 0f, 1f, 0f);
    }

    @Test
    void shouldNotTakeAnotherDefinitionsValueForItsOwn() {
        PipelineDefinition plain =
                Pipelines.sourced("{entity: card}", "{name: amount, type: numeric, missing: last}", SHOP);
        Map<String, Double> remembered = new HashMap<>();
        LastValues.of(plain).remember(vector(plain, Map.of("amount", 25, "shop", "a")), remembered);
        assertThat(lastValues.open(vector(pipeline, Map.of())).keySet())
                .filteredOn(remembered::containsKey)
                .as("only the shop, whose column is the same")
                .hasSize(1);
    }

    private static FloatVector vector(PipelineDefinition pipeline, Map<String, ?> fields) {
        return ((Encoded) Encoder.of(pipeline).encode(Pipelines.record(fields))).values();
    }

    /** @param newestFirst records */
    @SafeVarargs
    private Past past(Map<String, ?>... newestFirst) {
        List<Map<String, Double>> kept = List.of(newestFirst).stream()
                .map(fields -> {
                    Map<String, Double> remembered = new HashMap<>();
                    lastValues.remember(vector(pipeline, fields), remembered);
                    return remembered;
                })
                .toList();
        return new Past() {
            private int place = -1;

            @Override
            public boolean next() {
                place++;
                return place < kept.size();
            }

            @Override
            public long eventTimeMillis() {
                return 99 - place;
            }

            @Override
            public double remembered(String name) {
                return kept.get(place).getOrDefault(name, Double.NaN);
            }

            @Override
            public float[] columns(String encoder) {
                return new float[0];
            }
        };
    }
}
