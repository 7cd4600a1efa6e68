package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.features.Encoder;
import io.millrace.schemas.EntityEvent;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.OtherEncoded;
import io.millrace.schemas.OtherVector;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.VocabularyEntry;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an instance does while models need other encoders than its own. */
class OtherEncodersTest {
    private static final String ENTITY = "source: {format: json, entity: card}";
    private final List<OtherEncoder> needed = new ArrayList<>();

    @Test
    void shouldEncodeByEveryEncoderThatIsNeededAtTheMoment() {
        try (EncodeRun run = new EncodeRun(pipeline("max: 10"), () -> List.copyOf(needed))) {
            run.sendJson("a", "{\"amount\": 4}");
            OtherEncoder before = need(pipeline("transform: sqrt, min: 0"));
            OtherEncoder candidate = need(pipeline("bins: [1, 2, 3]"));
            run.sendJson("b", "{\"amount\": 4}");
            needed.clear();
            run.sendJson("c", "{\"amount\": 4}");

            List<FeatureVector> vectors = run.features();
            assertThat(vectors).extracting(FeatureVector::getValues).containsOnly(List.of(4f));
            assertThat(vectors)
                    .extracting(FeatureVector::getOthers)
                    .containsExactly(
                            List.of(),
                            List.of(
                                    new OtherVector(before.fingerprint(), List.of(2f), 0, 0),
                                    new OtherVector(candidate.fingerprint(), List.of(4f), 0, 0)),
                            List.of());
        }
    }

    @Test
    void shouldLetThePipelinesOwnEncoderAloneDecideWhatIsPutAside() {
        try (EncodeRun run = new EncodeRun(pipeline("max: 10"), () -> needed)) {
            OtherEncoder narrow = need(pipeline("max: 5"));
            need(pipeline("missing: reject"));
            run.sendJson("both", "{\"amount\": 4}");
            run.sendJson("own", "{\"amount\": 8}");
            run.sendJson("empty", "{}");
            run.sendJson("other", "{\"amount\": 11}");

            assertThat(run.features())
                    .extracting(
                            FeatureVector::getId,
                            vector -> vector.getOthers().stream()
                                    .map(OtherVector::getEncoderFingerprint)
                                    .anyMatch(narrow.fingerprint()::equals),
                            vector -> vector.getOthers().size())
                    .containsExactly(tuple("both", true, 2), tuple("own", false, 1), tuple("empty", true, 1));
            assertThat(run.quarantined()).extracting(Rejected::getId).containsExactly("other");
        }
    }

    @Test
    void shouldReadTheLearnedCodesOfAnotherEncoderWithoutTeachingThem() {
        PipelineDefinition own = LearningRun.pipeline("{name: shop, type: categorical, learn: 10}");
        PipelineDefinition before = LearningRun.pipeline(
                "{name: shop, type: categorical, learn: 1}", "{name: town, type: categorical, learn: 10}");
        need(before);
        try (LearningRun run = new LearningRun(own, () -> needed)) {
            run.know(new VocabularyEntry("shop", "spar", 1));
            run.know(new VocabularyEntry("shop", "aldi", 2));
            run.know(new VocabularyEntry("town", "bonn", 7));
            run.send("a", "{\"shop\": \"spar\", \"town\": \"bonn\"}");
            run.send("b", "{\"shop\": \"aldi\", \"town\": \"ulm\"}");

            List<FeatureVector> vectors = run.features();
            assertThat(vectors).extracting(FeatureVector::getValues).containsExactly(List.of(1f), List.of(2f));
            assertThat(vectors)
                    .extracting(vector -> vector.getOthers().get(0).getValues())
                    .containsExactly(List.of(1f, 7f), List.of(0f, 0f));
            assertThat(run.asked()).isEmpty();
        }
    }

    @Test
    void shouldSendWhatOthersSeeByWayOfThePastWhereThereIsOne() {
        PipelineDefinition own = HistoryRun.pipeline();
        OtherEncoder plain = need(pipeline("min: 0"));
        try (EncodeRun run = new EncodeRun(own, () -> needed)) {
            run.sendJson("a", "{\"amount\": 10, \"card\": \"anna\"}");
            run.sendJson("b", "{\"amount\": 11}");

            EntityEvent event = run.entityEvents().get(0).value();
            assertThat(event.getRecord().getOthers())
                    .containsExactly(new OtherEncoded(plain.fingerprint(), List.of(10f), 0, 0, false, Map.of()));
            assertThat(run.features().get(0).getOthers())
                    .containsExactly(new OtherVector(plain.fingerprint(), List.of(11f), 0, 0));
        }
    }

    @Test
    void shouldGiveOthersThePastThatTheyShareWithThePipelinesOwn() {
        try (HistoryRun run = new HistoryRun()) {
            run.send("a", "anna", 10, HistoryRun.START);
            run.sendBeside(
                    "b",
                    "anna",
                    20,
                    HistoryRun.START.plusSeconds(60),
                    new OtherEncoded(
                            "with", List.of(7f, 8f, Float.NaN, Float.NaN, 0f, Float.NaN), 1, 2, true, Map.of()),
                    new OtherEncoded("without", List.of(9f), 3, 4, false, Map.of()));

            assertThat(run.features().get(1).getOthers())
                    .containsExactly(
                            new OtherVector("with", List.of(7f, 8f, 10f, 60f, 10f, Float.NaN), 1, 2),
                            new OtherVector("without", List.of(9f), 3, 4));
        }
    }

    @Test
    void shouldFillThePastOfASuccessorsRecordWhereOursIsTheSame() {
        String own = Encoder.of(HistoryRun.pipeline()).fingerprint();
        List<Float> empty = List.of(20f, Float.NaN, Float.NaN, 0f, Float.NaN);
        try (HistoryRun run = new HistoryRun()) {
            run.send("a", "anna", 10, HistoryRun.START);
            run.sendOf("successor", "b", "anna", empty, new OtherEncoded(own, empty, 0, 0, true, Map.of()));
            run.sendOf("stranger", "c", "anna", empty, new OtherEncoded("other", empty, 0, 0, true, Map.of()));

            List<FeatureVector> vectors = run.features();
            assertThat(vectors.get(1).getValues()).containsExactly(20f, 10f, 0f, 10f, Float.NaN);
            assertThat(vectors.get(1).getOthers().get(0).getValues())
                    .isEqualTo(vectors.get(1).getValues());
            assertThat(vectors.get(2).getValues()).isEqualTo(empty);
            assertThat(vectors.get(2).getOthers().get(0).getValues()).isEqualTo(empty);
        }
    }

    private OtherEncoder need(PipelineDefinition pipeline) {
        OtherEncoder other = OtherEncoder.of(pipeline);
        needed.add(other);
        return other;
    }

    private static PipelineDefinition pipeline(String rule) {
        return PipelineReader.parse("""
                name: cards
                task: binary-classification
                %s
                label: {classes: [fine, fraud]}
                columns:
                  - {name: amount, type: numeric, %s}
                """.formatted(ENTITY, rule), "cards.yaml");
    }
}
