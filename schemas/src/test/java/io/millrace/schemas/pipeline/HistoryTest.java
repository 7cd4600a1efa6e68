package io.millrace.schemas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryTest {
    @Test
    void shouldNeedAnEntity() {
        assertThatThrownBy(() -> PipelineReader.parse(
                        definition("[{take: since-last}]").replace("{entity: card}", "{}"), "cards.yaml"))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("history")
                .hasMessageContaining("needs source.entity");
    }

    @Test
    void shouldTakeNothingUnlessToldTo() {
        History history = PipelineReader.parse(definition("[]"), "cards.yaml").history();
        assertThat(history.isEmpty()).isTrue();
        assertThat(history.columns()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{take: sum, window: 1h} | sum needs the column it is taken of",
                "{take: sum, of: amount} | sum needs a window such as 1h",
                "{take: sum, of: nothing, window: 1h} | 'nothing' is none of the columns that are encoded",
                "{take: sum, of: note, window: 1h} | 'note' is none of the columns that are encoded",
                "{take: sum, of: shop, window: 1h} | 'shop' is categorical: sum takes boolean, numeric",
                "{take: count, of: amount, window: 1h} | count is not taken of a column",
                "{take: lag, of: amount, window: 1h} | lag has no window",
                "{take: lag, of: amount, steps: 0} | must be at least 1",
                "{take: lag, of: amount, steps: 2000} | must not be above history.maxRecords (1000)",
                "{take: since-last, steps: 2} | only a lag has steps",
                "{take: count, window: 31d} | must not be longer than history.ttl (30d)",
                "'{take: count, window: 60m}, {take: count, window: 1h}' | 'count.1h' is taken twice",
            })
    void shouldRefuseWhatCannotBeTaken(String features, String message) {
        assertThatThrownBy(() -> PipelineReader.parse(definition("[" + features + "]"), "cards.yaml"))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining(message);
    }

    private static String definition(String features) {
        return """
                name: cards
                task: binary-classification
                source: {entity: card}
                label: {classes: [fine, fraud]}
                columns:
                  - {name: amount, type: numeric}
                  - {name: shop, type: categorical}
                  - {name: note, type: ignored}
                history: {features: %s}
                """.formatted(features);
    }
}
