package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.features.Encoder;
import io.millrace.schemas.EncoderVersion;
import io.millrace.schemas.Lineage;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.pipeline.PipelineText;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.topics.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EncoderNeedsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    static {
        // Avro copies records of classes that it was told to trust
        new AvroSerde<>(ModelVersion.class, null).close();
    }

    private static final String PLAIN = "{name: amount, type: numeric}";
    private static final String LEARNS = "{name: shop, type: categorical, learn: 10}";
    private static final String SUM = "{features: [{take: sum, of: amount, window: 1h}]}";
    private static final String LAST = "{features: [{take: last-label}]}";

    private final EncoderNeeds needs = new EncoderNeeds(pipeline(PLAIN, "{}", "[a, b]"));

    @Test
    void shouldNeedNothingBesideTheEncoderOfTheChampion() {
        assertThat(needs.knowsOwn()).isFalse();
        know(pipeline(PLAIN, "{}", "[a, b]"));
        know(pipeline("{name: amount, type: numeric, min: 0}", "{}", "[a, b]"));
        serve(1, needs.own());

        assertThat(needs.knowsOwn()).isTrue();
        assertThat(needed()).isEmpty();
    }

    @Test
    void shouldNeedTheEncoderOfAChampionFromBeforeTheChange() {
        String before = know(1);
        serve(1, before);

        assertThat(needed()).containsExactly(before);
    }

    @Test
    void shouldKeepTheChampionsEncoderWhateverElseStandsUnderItsKey() {
        String before = know(1);
        serve(1, before);
        needs.take(Topics.CHAMPION, Optional.empty(), NOW);

        assertThat(needed()).containsExactly(before);
    }

    @Test
    void shouldNeedAnEncoderOnceItsDefinitionIsKnown() {
        String before = Encoder.of(numbered(1)).fingerprint();
        serve(1, before);
        assertThat(needed()).isEmpty();

        know(1);
        assertThat(needed()).containsExactly(before);
    }

    @Test
    void shouldGoOnForAMomentWithTheEncoderOfAChampionThatWasReplaced() {
        String before = know(1);
        serve(1, before);
        model(2, needs.own(), ModelStatus.CHAMPION);
        model(1, before, ModelStatus.ARCHIVED);
        serve(2, needs.own());

        assertThat(needed(NOW.plus(EncoderNeeds.GRACE))).containsExactly(before);
        assertThat(needed(NOW.plus(EncoderNeeds.GRACE).plusMillis(1))).isEmpty();
    }

    @Test
    void shouldNeedTheEncodersOfModelsThatMayComeToServe() {
        String champion = know(1);
        String shadow = know(2);
        String candidate = know(3);
        String rejected = know(4);
        model(5, candidate, ModelStatus.CANDIDATE);
        model(4, rejected, ModelStatus.REJECTED);
        model(3, shadow, ModelStatus.SHADOW);
        serve(1, champion);
        assertThat(needed()).containsExactly(champion, candidate, shadow);

        model(5, candidate, ModelStatus.REJECTED);
        needs.take("3", Optional.empty(), NOW);
        assertThat(needed()).containsExactly(champion);
    }

    @Test
    void shouldRunNoMoreThanAFewBesideItsOwn() {
        for (int version = 1; version <= 5; version++) {
            model(version, know(version), ModelStatus.SHADOW);
        }
        String champion = know(6);
        serve(6, champion);

        assertThat(needed()).hasSize(EncoderNeeds.MOST).startsWith(champion);
    }

    @Test
    void shouldReturnToAnEncoderAfterTheDefinitionWasChangedBack() {
        EncoderNeeds back = new EncoderNeeds(numbered(1));
        for (EncoderNeeds each : List.of(needs, back)) {
            each.take(version(pipeline(PLAIN, "{}", "[a, b]")));
            each.take(version(numbered(1)));
            each.take(Topics.CHAMPION, Optional.of(model(2, needs.own())), NOW);
        }

        assertThat(fingerprints(back.needed(NOW))).containsExactly(needs.own());
        assertThat(fingerprints(needs.needed(NOW))).isEmpty();
    }

    @Test
    void shouldLeaveOutAnEncoderThatShowsOtherColumnsOfEarlierRecords() {
        EncoderNeeds sequences = new EncoderNeeds(pipeline(PLAIN, "{sequence: 3}", "[a, b]"));
        PipelineDefinition before = pipeline("{name: amount, type: numeric, min: 0}", "{sequence: 3}", "[a, b]");
        sequences.take(version(before));
        sequences.take(Topics.CHAMPION, Optional.of(model(1, Encoder.of(before).fingerprint())), NOW);

        assertThat(sequences.needed(NOW)).isEmpty();
    }

    @Test
    void shouldLeaveOutWhatCannotRunHere() {
        serve(1, know(pipeline(LEARNS, "{}", "[a, b]")));
        assertThat(needed()).as("nobody here reads vocabularies").isEmpty();
        serve(1, know(pipeline(PLAIN, SUM, "[a, b]")));
        assertThat(needed()).as("nobody here keeps the past").isEmpty();
        needs.take(new EncoderVersion("00000000000000aa", PipelineText.of(numbered(1)), NOW));
        serve(1, "00000000000000aa");
        assertThat(needed()).as("other vectors by the same definition").isEmpty();
        needs.take(new EncoderVersion("00000000000000bb", "name: [", NOW));
        serve(1, "00000000000000bb");
        assertThat(needed()).as("no definition").isEmpty();
    }

    @Test
    void shouldRunEncodersWithTheSamePastOrNone() {
        String sum = Encoder.of(pipeline("{name: amount, type: numeric, min: 0}", SUM, "[a, b]"))
                .fingerprint();
        EncoderNeeds own = new EncoderNeeds(pipeline(PLAIN, SUM, "[a, b]"));
        assertThat(oneNeededBy(own, pipeline("{name: amount, type: numeric, min: 0}", SUM, "[a, b]")))
                .containsExactly(true);
        assertThat(sum).isNotEqualTo(own.own());
        assertThat(oneNeededBy(own, numbered(1))).containsExactly(false);
        assertThat(oneNeededBy(own, pipeline(PLAIN, LAST, "[a, b]"))).isEmpty();

        EncoderNeeds labels = new EncoderNeeds(pipeline(PLAIN, LAST, "[a, b]"));
        assertThat(oneNeededBy(labels, pipeline(PLAIN, LAST, "[b, a, c]"))).isEmpty();
    }

    /** Whether the one that is needed has a past. */
    private static List<Boolean> oneNeededBy(EncoderNeeds own, PipelineDefinition other) {
        own.take(version(other));
        own.take(Topics.CHAMPION, Optional.of(model(1, Encoder.of(other).fingerprint())), NOW);
        return own.needed(NOW).stream().map(OtherEncoder::past).toList();
    }

    private List<String> needed() {
        return needed(NOW);
    }

    private List<String> needed(Instant now) {
        return fingerprints(needs.needed(now));
    }

    private static List<String> fingerprints(List<OtherEncoder> others) {
        return others.stream().map(OtherEncoder::fingerprint).toList();
    }

    private String know(int number) {
        return know(numbered(number));
    }

    private String know(PipelineDefinition pipeline) {
        EncoderVersion version = version(pipeline);
        needs.take(version);
        return version.getFingerprint();
    }

    private static EncoderVersion version(PipelineDefinition pipeline) {
        return new EncoderVersion(Encoder.of(pipeline).fingerprint(), PipelineText.of(pipeline), NOW);
    }

    private void serve(long version, String encoder) {
        needs.take(Topics.CHAMPION, Optional.of(model(version, encoder)), NOW);
    }

    private void model(long version, String encoder, ModelStatus status) {
        ModelVersion model = ModelVersion.newBuilder(model(version, encoder))
                .setStatus(status)
                .build();
        needs.take(Long.toString(version), Optional.of(model), NOW);
    }

    static ModelVersion model(long version, String encoder) {
        return ModelVersion.newBuilder()
                .setVersion(version)
                .setStatus(ModelStatus.CHAMPION)
                .setStatusReason("for a test")
                .setFamily("softmax")
                .setEncoderFingerprint(encoder)
                .setClasses(List.of("a", "b"))
                .setFeatures(1)
                .setSha256("0")
                .setSizeBytes(1)
                .setChunks(1)
                .setCreatedAt(NOW)
                .setProbes(List.of())
                .setMetrics(Map.of())
                .setPredictionShare(Map.of())
                .setLineage(Lineage.newBuilder()
                        .setRequest("by hand")
                        .setCause("USER")
                        .setRanges(List.of())
                        .setExamples(1)
                        .setSeed(1)
                        .setParameters(Map.of())
                        .setCode("test")
                        .setDevice("cpu")
                        .setLibraries(Map.of())
                        .setDurationMillis(1)
                        .build())
                .build();
    }

    private static PipelineDefinition numbered(int number) {
        return pipeline("{name: amount, type: numeric, min: %d}".formatted(-number), "{}", "[a, b]");
    }

    static PipelineDefinition pipeline(String column, String history, String classes) {
        return PipelineReader.parse("""
                name: cards
                task: multiclass-classification
                source: {entity: card}
                label: {classes: %s}
                columns: [%s]
                history: %s
                """.formatted(classes, column, history), "cards.yaml");
    }
}
