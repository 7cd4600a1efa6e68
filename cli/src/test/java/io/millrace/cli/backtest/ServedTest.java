package io.millrace.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.features.Encoder;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows without a model: what models answer is compared by a story of the whole system. */
class ServedTest {
    private static final String ENCODER = "e1";
    private static final float[] PRIOR = {0.25f, 0.75f};

    @Test
    void shouldFindTheSameAnswersTheSame() {
        try (Served served = served(Map.of("a", answer(0, ENCODER, 0.25f, 0.75f)))) {
            served.row("a", new float[1], ENCODER);

            assertThat(served.agrees()).isTrue();
            assertThat(served.tree()).containsEntry("compared", 1L).containsEntry("same", 1L);
            assertThat(served.shown()).contains("1 answers of 1 versions compared, 1 the same", "not compared: none");
        }
    }

    @Test
    void shouldNameTheFirstAnswerThatDiffers() {
        try (Served served =
                served(Map.of("a", answer(0, ENCODER, 0.25f, 0.75f), "b", answer(0, ENCODER, 0.5f, 0.5f)))) {
            served.row("a", new float[1], ENCODER);
            served.row("b", new float[1], ENCODER);

            assertThat(served.agrees()).isFalse();
            assertThat(served.tree()).containsEntry("compared", 2L).containsEntry("same", 1L);
            assertThat(served.tree()).containsEntry("largestDifference", 0.25);
            assertThat(served.shown()).contains("the first that differs: b, answered by version 0, by 0.25");
        }
    }

    @Test
    void shouldSayOfEachRowThatCannotBeComparedWhyNot() {
        Map<String, Served.Answer> answers =
                Map.of("gone", answer(3, ENCODER, 0.5f, 0.5f), "other", answer(3, "e0", 0.5f, 0.5f));
        try (Served served = served(answers)) {
            served.row("gone", new float[1], ENCODER);
            served.row("other", new float[1], ENCODER);
            served.row("never", new float[1], ENCODER);

            assertThat(served.agrees()).isTrue();
            assertThat(served.tree())
                    .containsEntry("compared", 0L)
                    .containsEntry(
                            "notCompared", Map.of("model not kept", 1L, "other encoder", 1L, "not answered", 1L));
        }
    }

    @Test
    void shouldBePutBesideTheRowsOfABacktest(@TempDir Path directory) throws Exception {
        PipelineDefinition pipeline = PipelineReader.parse("""
                name: sums
                task: binary-classification
                label: {column: answer, classes: ['no', 'yes'], prior: {'no': 0.25, 'yes': 0.75}}
                columns:
                  - {name: x, type: numeric}
                """, "served.yaml");
        Path file = Files.writeString(directory.resolve("sums.csv"), "x,answer\n1,yes\n2,no\nthree,no\n");
        String encoder = Encoder.of(pipeline).fingerprint();
        try (Served served = served(Map.of("sums.csv-1", answer(0, encoder, 0.25f, 0.75f)))) {
            Backtest backtest =
                    new Backtest(pipeline, new Backtest.Settings(Long.MAX_VALUE, 0, false), Optional.of(served));

            assertThat(backtest.run(file).tree()).containsEntry("served", served.tree());
            assertThat(served.tree())
                    .containsEntry("same", 1L)
                    .containsEntry("notCompared", Map.of("not answered", 1L));
        }
    }

    private static Served.Answer answer(long version, String encoder, float... values) {
        return new Served.Answer(new Served.Model(version, 0), encoder, values);
    }

    private static Served served(Map<String, Served.Answer> answers) {
        return new Served(answers, PRIOR, model -> Optional.empty());
    }
}
