package io.millrace.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.DriftKind;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.PipelineReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stories of a champion that answers numbers. Nine in ten errors are below 10 at a spread of 6.08. */
class NumberEpisodesTest {
    private static final double SPREAD = 10 / 1.645;

    private final MonitorDriver stream = new MonitorDriver(PipelineReader.parse("""
            name: prices
            task: regression
            label: {mean: 0}
            columns:
              - {name: salary, type: numeric}
            training: {minExamples: 2000, window: 10000}
            drift: {window: 1000, cooldown: 500}
            """, "prices.yaml"));

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void shouldAskForAFirstModel() {
        stream.numbers(2_000, 0, 0, 15);

        assertThat(stream.requests()).hasSize(1);
    }

    @Test
    void shouldStaySilentWhereErrorsAreAsAtValidation() {
        promote();
        for (int i = 0; i < 20; i++) {
            stream.numbers(1_000, 1, 0, SPREAD);
        }

        assertThat(stream.alerts()).allMatch(alert -> alert.getKind() != DriftKind.PERFORMANCE);
    }

    @Test
    void shouldOpenAnEpisodeWhereErrorsGrowTwiceAsLarge() {
        promote();
        stream.numbers(900, 1, 0, SPREAD);
        stream.numbers(300, 1, 0, 2 * SPREAD);

        DriftAlert opened = stream.alerts().get(0);
        assertThat(opened.getKind()).isEqualTo(DriftKind.PERFORMANCE);
        assertThat(opened.getReference()).isEqualTo(0.1);
        assertThat(opened.getCurrent()).isBetween(0.2, 0.6);
        assertThat(opened.getMessage())
                .contains("where it is further than 10 from the label; at validation it was 10.0 %");
        assertThat(stream.requests()).hasSize(1);
    }

    @Test
    void shouldOpenAnEpisodeWhereLabelsMove() {
        promote();
        stream.numbers(1_000, 1, 20, SPREAD);

        assertThat(stream.alerts().get(0).getKind()).isEqualTo(DriftKind.LABEL);
        assertThat(stream.alerts().get(0).getColumns().get(0).getColumn()).isEqualTo("label");
    }

    private void promote() {
        ModelVersion champion = Versions.ofNumbers(1, "retrain-1");
        stream.promote(champion, Versions.referenceOfNumbers(champion));
    }
}
