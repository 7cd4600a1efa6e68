package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.schemas.EncodedRecord;
import io.millrace.schemas.EntityEvent;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.OtherVector;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** Records whose gaps are filled and whose outliers are found by what profiles or the entity's past say. */
class ImputedRecordsTest {
    private final ColumnFigures figures = new ColumnFigures();
    private final List<OtherEncoder> others = new ArrayList<>();

    @Test
    void shouldFillGapsByTheProfilesAsTheyCome() {
        PipelineDefinition pipeline = pipeline("missing: median, warmup: 3");
        others.add(OtherEncoder.of(pipeline("missing: mean, warmup: 2")));
        try (EncodeRun run = new EncodeRun(pipeline, () -> others, figures)) {
            run.sendJson("a", "{}");
            know(1, 3);
            run.sendJson("b", "{}");
            know(1, 3, 8);
            run.sendJson("c", "{}");
            run.sendJson("d", "{\"amount\": 5}");

            List<FeatureVector> vectors = run.features();
            assertThat(vectors)
                    .extracting(FeatureVector::getValues)
                    .containsExactly(List.of(Float.NaN, 1f), List.of(Float.NaN, 1f), List.of(3f, 1f), List.of(5f, 0f));
            assertThat(vectors)
                    .extracting(vector -> vector.getOthers().get(0).getValues())
                    .containsExactly(List.of(Float.NaN, 1f), List.of(2f, 1f), List.of(4f, 1f), List.of(5f, 0f));
            assertThat(vectors).extracting(FeatureVector::getMissing).containsExactly(1, 1, 1, 0);
        }
    }

    @Test
    void shouldPutOutliersAsideOrCountThem() {
        know(1, 2, 3, 4, 5);
        try (EncodeRun run = run("warmup: 5, outliers: {by: iqr, action: reject}")) {
            run.sendJson("usual", "{\"amount\": 4}");
            run.sendJson("unusual", "{\"amount\": 40}");

            assertThat(run.features()).extracting(FeatureVector::getId).containsExactly("usual");
            assertThat(run.quarantined())
                    .extracting(Rejected::getId, Rejected::getStage, Rejected::getReason, Rejected::getField)
                    .containsExactly(tuple("unusual", "encode", "outlier", "amount"));
        }
        try (EncodeRun run = run("warmup: 5, outliers: {by: iqr}")) {
            run.sendJson("unusual", "{\"amount\": 40}");

            assertThat(run.features()).extracting(FeatureVector::getValues).containsExactly(List.of(7f));
            assertThat(run.meters
                            .counter("millrace.values.outliers", "pipeline", "cards")
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldSendGapsByWayOfTheEntitysPast() {
        PipelineDefinition pipeline = pipeline("missing: last");
        PipelineDefinition rooted = pipeline("missing: last, min: 0, transform: sqrt");
        others.add(OtherEncoder.of(rooted));
        try (EncodeRun run = new EncodeRun(pipeline, () -> others, figures)) {
            run.sendJson("a", "{\"amount\": 9, \"card\": \"anna\"}");
            run.sendJson("b", "{\"card\": \"anna\"}");
            run.sendJson("c", "{}");

            List<TestRecord<String, EntityEvent>> events = run.entityEvents();
            EncodedRecord whole = events.get(0).value().getRecord();
            assertThat(whole.getRemembered().values()).containsExactlyInAnyOrder(9.0, 3.0);
            assertThat(whole.getOpen()).isEmpty();
            EncodedRecord gap = events.get(1).value().getRecord();
            assertThat(gap.getRemembered()).isEmpty();
            assertThat(gap.getOpen()).hasSize(1);
            assertThat(gap.getOthers().get(0).getOpen()).hasSize(1).isNotEqualTo(gap.getOpen());
            assertThat(run.features())
                    .as("no entity, no past")
                    .extracting(FeatureVector::getValues)
                    .containsExactly(List.of(Float.NaN, 1f));

            try (HistoryRun history = new HistoryRun(pipeline)) {
                events.forEach(history::send);

                FeatureVector filled = history.features().get(1);
                assertThat(filled.getValues()).containsExactly(9f, 1f);
                assertThat(filled.getOthers())
                        .extracting(OtherVector::getValues)
                        .containsExactly(List.of(3f, 1f));
            }
        }
    }

    private EncodeRun run(String rules) {
        return new EncodeRun(pipeline(rules), List::of, figures);
    }

    private void know(double... amounts) {
        figures.take("amount/0", Optional.of(ColumnFiguresTest.profile("amount", amounts)));
    }

    private static PipelineDefinition pipeline(String rules) {
        return PipelineReader.parse("""
                name: cards
                task: binary-classification
                source: {format: json, entity: card}
                label: {classes: [fine, fraud]}
                profiles: {window: 1h}
                columns:
                  - {name: amount, type: numeric, %s}
                """.formatted(rules), "cards.yaml");
    }
}
