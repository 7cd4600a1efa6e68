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

    @Test
    void shouldShowEarlierRecordsWhereASequenceIsAskedFor() {
        PipelineDefinition pipeline = PipelineReader.parse(sequence("3"), "cards.yaml");

        assertThat(VectorLayout.of(pipeline).slots())
                .extracting(VectorLayout.Slot::name)
                .containsExactly(
                        "amount",
                        "shop",
                        "since-last",
                        "amount.back.1",
                        "shop.back.1",
                        "back.1",
                        "amount.back.2",
                        "shop.back.2",
                        "back.2");
        assertThat(pipeline.hasPast()).isTrue();
        assertThat(VectorLayout.of(pipeline).earlier()).isEqualTo(2);
        assertThat(VectorLayout.of(pipeline).ofOwn().length()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | must be 0, or between 2 and 100 records",
                "101 | must be 0, or between 2 and 100 records",
                "'8, maxRecords: 5' | must not be above history.maxRecords (5)",
            })
    void shouldRefuseASequenceThatIsNone(String sequence, String message) {
        assertThatThrownBy(() -> PipelineReader.parse(sequence(sequence), "cards.yaml"))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("history.sequence")
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseVectorsThatNobodyCanCarry() {
        String definition = sequence("100").replace("type: ignored", "type: text, buckets: 256");

        assertThatThrownBy(() -> PipelineReader.parse(definition, "cards.yaml"))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("history.sequence")
                .hasMessageContaining("makes vectors of 25900 slots, more than 20000");
    }

    @Test
    void shouldNotLetAnLstmReadASequenceThatIsNotThere() {
        String training = "\ntraining: {candidates: [mlp, lstm]}";

        assertThat(PipelineReader.parse(sequence("8") + training, "cards.yaml")
                        .training()
                        .nets()
                        .lstm())
                .isEqualTo(32);
        assertThatThrownBy(() -> PipelineReader.parse(definition("[]") + training, "cards.yaml"))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("training.candidates[1]")
                .hasMessageContaining(
                        "lstm needs history.sequence: how many records of an entity vectors show, such as 8");
        assertThatThrownBy(() -> PipelineReader.parse(definition("[]") + "\ntraining: {earlier: all}", "cards.yaml"))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("training.earlier")
                .hasMessageContaining("all needs history.sequence");
    }

    private static String sequence(String sequence) {
        return definition("[{take: since-last}], sequence: " + sequence);
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
