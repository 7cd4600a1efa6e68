package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.VocabularyEntry;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.SchemaRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VocabularyTopologyTest {
    private static final PipelineDefinition SHOPS =
            LearningRun.pipeline("{name: shop, type: categorical, learn: 3, spellings: case}");

    @Test
    void shouldHaveTheGraphOfTheGoldenFile() throws IOException {
        String graph = EncodeTopology.build(
                        SHOPS, new SchemaRegistry("fake", new FakeRegistry()), new SimpleMeterRegistry())
                .describe()
                .toString();
        assertThat(graph).isEqualTo(Golden.read("expected-encode-learning-topology.txt"));
    }

    @Test
    void shouldKnowACategoryFromTheRecordAfterItsFirst() {
        try (LearningRun run = new LearningRun(SHOPS)) {
            assertThat(run.encode("1", shop("Kiosk"))).containsExactly(0f);
            assertThat(run.encode("2", shop("bakery"))).containsExactly(0f);
            assertThat(run.encode("3", shop("bakery"))).containsExactly(2f);
            assertThat(run.encode("4", shop("KIOSK"))).containsExactly(1f);
            assertThat(run.given()).containsExactly(entry("kiosk", 1), entry("bakery", 2));
            assertThat(run.count("millrace.vocabulary.learned")).isEqualTo(2);
        }
    }

    @Test
    void shouldCountWhatItDoesNotKnowAsUnseen() {
        try (LearningRun run = new LearningRun(SHOPS)) {
            run.send("1", shop("kiosk"));
            run.send("2", shop("kiosk"));
            assertThat(run.features()).extracting(FeatureVector::getUnseen).containsExactly(1, 0);
        }
    }

    @Test
    void shouldCountEveryColumnsCodesByItself() {
        try (LearningRun run = new LearningRun(LearningRun.pipeline(
                "{name: a/b, type: categorical, learn: 2}",
                "{name: a, type: categorical, learn: 2}",
                "{name: a~1b, type: categorical, learn: 2}"))) {
            run.send("1", "{\"a/b\": \"c\", \"a\": \"b/c\", \"a~1b\": \"c\"}");
            assertThat(run.given())
                    .containsExactly(
                            new VocabularyEntry("a/b", "c", 1),
                            new VocabularyEntry("a", "b/c", 1),
                            new VocabularyEntry("a~1b", "c", 1));
        }
    }

    @Test
    void shouldLearnNothingFromWhatIsPutAside() {
        PipelineDefinition pipeline = LearningRun.pipeline(
                "{name: shop, type: categorical, learn: 3}", "{name: price, type: numeric, missing: reject}");
        try (LearningRun run = new LearningRun(pipeline)) {
            run.send("1", shop("junk"));
            run.send("2", "{\"shop\": \"kiosk\", \"price\": 1}");
            assertThat(run.quarantined()).hasSize(1);
            assertThat(run.asked()).containsExactly("kiosk");
        }
    }

    @Test
    void shouldGiveNoMoreCodesThanTheVocabularyHasAndThenStopAsking() {
        try (LearningRun run = new LearningRun(SHOPS)) {
            IntStream.range(0, 1_000).forEach(i -> run.send(Integer.toString(i), shop("unique-" + i)));
            assertThat(run.given()).containsExactly(entry("unique-0", 1), entry("unique-1", 2), entry("unique-2", 3));
            assertThat(run.asked()).hasSize(3);
            assertThat(run.count("millrace.vocabulary.full")).isEqualTo(997);
        }
    }

    @Test
    void shouldGiveACategoryItsOneCodeHoweverOftenItIsAskedFor() {
        try (LearningRun run = new LearningRun(SHOPS)) {
            run.ask("shop", "kiosk");
            run.ask("shop", "kiosk");
            run.ask("shop", "bakery");
            run.ask("shop", "kiosk");
            assertThat(run.given()).containsExactly(entry("kiosk", 1), entry("bakery", 2));
        }
    }

    @Test
    void shouldGoOnBehindTheVocabulariesWhereTheStoreOfTheWriterIsLost() {
        try (LearningRun run = new LearningRun(SHOPS)) {
            run.know(entry("kiosk", 1));
            run.know(entry("bakery", 2));
            run.ask("shop", "bakery");
            run.ask("shop", "butcher");
            run.ask("shop", "market");
            assertThat(run.given()).containsExactly(entry("butcher", 3));
            assertThat(run.encode("1", shop("bakery"))).containsExactly(2f);
        }
    }

    @Test
    void shouldKeepTheCodeThatWasReadFirst() {
        try (LearningRun run = new LearningRun(SHOPS)) {
            run.know(entry("kiosk", 1));
            run.know(entry("kiosk", 3));
            run.know("shop/kiosk", null);
            run.know("shop/kiosk", "no entry".getBytes(StandardCharsets.UTF_8));
            run.know(entry("bakery", 0));
            assertThat(run.encode("1", shop("kiosk"))).containsExactly(1f);
            run.ask("shop", "bakery");
            assertThat(run.given()).containsExactly(entry("bakery", 2));
        }
    }

    @Test
    void shouldPassOverRequestsThatAreNone() {
        try (LearningRun run = new LearningRun(SHOPS)) {
            run.ask((byte[]) null);
            run.ask("no request".getBytes(StandardCharsets.UTF_8));
            run.ask("forgotten column", "x");
            assertThat(run.given()).isEmpty();
        }
    }

    @Test
    void shouldNotShowCodesForWhichASmallerVocabularyHasNoRoom() {
        try (LearningRun run = new LearningRun(SHOPS)) {
            run.know(entry("kiosk", 7));
            assertThat(run.encode("1", shop("kiosk"))).containsExactly(0f);
            assertThat(run.encode("2", shop("bakery"))).containsExactly(0f);
            assertThat(run.asked()).isEmpty();
        }
    }

    private static VocabularyEntry entry(String shop, int code) {
        return new VocabularyEntry("shop", shop, code);
    }

    private static String shop(String shop) {
        return "{\"shop\": \"" + shop + "\"}";
    }
}
