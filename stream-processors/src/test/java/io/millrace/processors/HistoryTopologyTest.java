package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.serde.SchemaRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HistoryTopologyTest {
    private static final Instant START = HistoryRun.START;

    @Test
    void shouldHaveTheGraphOfTheGoldenFile() throws IOException {
        String graph = HistoryTopology.build(
                        HistoryRun.pipeline(),
                        new SchemaRegistry("fake", new FakeRegistry()),
                        new SimpleMeterRegistry())
                .describe()
                .toString();
        assertThat(graph).isEqualTo(Golden.read("expected-history-topology.txt"));
    }

    @Test
    void shouldGiveEveryVectorThePastOfItsEntity() {
        try (HistoryRun run = new HistoryRun()) {
            run.send("a", "anna", 10, START);
            run.send("b", "bert", 99, START.plusSeconds(1));
            run.send("c", "anna", 20, START.plusSeconds(60));
            run.send("d", "anna", 30, START.plus(Duration.ofHours(2)));

            assertThat(run.features())
                    .extracting(FeatureVector::getId, FeatureVector::getValues)
                    .containsExactly(
                            HistoryRun.vector("a", 10, Float.NaN, Float.NaN, 0, Float.NaN),
                            HistoryRun.vector("b", 99, Float.NaN, Float.NaN, 0, Float.NaN),
                            HistoryRun.vector("c", 20, 10, 60, 10, Float.NaN),
                            HistoryRun.vector("d", 30, 20, 7140, 0, Float.NaN));
        }
    }

    @Test
    void shouldLetARecordThatComesLateSeeOnlyWhatHadHappened() {
        try (HistoryRun run = new HistoryRun()) {
            run.send("a", "anna", 10, START);
            run.send("c", "anna", 30, START.plusSeconds(60));
            run.send("b", "anna", 20, START.plusSeconds(30));

            assertThat(run.features().get(2).getValues()).containsExactly(20f, 10f, 30f, 10f, Float.NaN);
        }
    }

    @Test
    void shouldChangeNothingWhenTheSameRecordIsReadAgain() {
        try (HistoryRun run = new HistoryRun()) {
            run.send("a", "anna", 10, START);
            run.repeat();
            run.send("b", "anna", 20, START.plusSeconds(1));

            assertThat(run.features().get(1).getValues())
                    .isEqualTo(run.features().get(0).getValues());
            assertThat(run.features().get(2).getValues()).containsExactly(20f, 10f, 1f, 10f, Float.NaN);
        }
    }

    @Test
    void shouldKeepTwoRecordsOfOneMoment() {
        try (HistoryRun run = new HistoryRun()) {
            run.send("a", "anna", 10, START);
            run.send("b", "anna", 20, START);
            run.send("c", "anna", 30, START.plusSeconds(1));

            assertThat(run.features().get(2).getValues()).containsExactly(30f, 20f, 1f, 30f, Float.NaN);
        }
    }

    @Test
    void shouldKnowALabelOnlyOnceItHasArrived() {
        try (HistoryRun run = new HistoryRun()) {
            run.send("a", "anna", 10, START);
            run.label("a", "anna", "fraud", START.plusSeconds(30));
            run.send("b", "anna", 20, START.plusSeconds(20));
            run.send("c", "anna", 30, START.plusSeconds(40));
            run.send("d", "bert", 40, START.plusSeconds(50));

            assertThat(run.features())
                    .extracting(vector -> vector.getValues().get(4))
                    .containsExactly(Float.NaN, Float.NaN, 2f, Float.NaN);
        }
    }

    @Test
    void shouldLeaveAVectorOfAnotherDefinitionAsItIs() {
        try (HistoryRun run = new HistoryRun()) {
            run.send("a", "anna", 10, START);
            run.sendOfAnotherEncoder("b", "anna", START.plusSeconds(1));

            assertThat(run.features().get(1).getValues()).containsExactly(1f, 2f);
        }
    }

    @Test
    void shouldNotLetAWrongClockAgeThePast() {
        try (HistoryRun run = new HistoryRun()) {
            run.send("a", "anna", 10, START);
            run.sendAt("b", "bert", 10, START.plus(Duration.ofDays(3_650)), START.plusSeconds(1));
            run.send("c", "anna", 30, START.plusSeconds(2));

            assertThat(run.features().get(2).getValues()).containsExactly(30f, 10f, 2f, 10f, Float.NaN);
        }
    }

    @Test
    void shouldShowTheLatestRecordsOfTheEntity() {
        float second = (float) Math.log1p(1);
        float none = Float.NaN;
        try (HistoryRun run = new HistoryRun(HistoryRun.sequences(3))) {
            run.send("a", "anna", 10, START);
            run.send("x", "bert", 99, START);
            run.send("b", "anna", 20, START);
            run.send("c", "anna", 30, START.plusSeconds(1));
            run.repeat();

            assertThat(run.features())
                    .extracting(FeatureVector::getId, FeatureVector::getValues)
                    .containsExactly(
                            HistoryRun.vector("a", 10, none, none, none, none),
                            HistoryRun.vector("x", 99, none, none, none, none),
                            HistoryRun.vector("b", 20, 10, 0, none, none),
                            HistoryRun.vector("c", 30, 20, second, 10, second),
                            HistoryRun.vector("c", 30, 20, second, 10, second));
        }
    }

    @Test
    void shouldShowNoRecordThatAnotherEncoderSaw() {
        try (HistoryRun run = new HistoryRun(HistoryRun.sequences(2))) {
            run.send("a", "anna", 10, START);
            run.sendOfAnotherEncoder("b", "anna", START.plusSeconds(1));
            run.send("c", "anna", 30, START.plusSeconds(1));

            assertThat(run.features().get(2).getValues()).containsExactly(30f, 10f, (float) Math.log1p(1));
        }
    }

    @Test
    void shouldPutAsideWhatIsNoEvent() {
        try (HistoryRun run = new HistoryRun()) {
            run.sendBytes("anna", new byte[] {1, 2, 3});

            assertThat(run.features()).isEmpty();
            assertThat(run.quarantined().get(0).getStage()).isEqualTo("history");
        }
    }

    @Test
    void shouldSendARecordWithoutAnEntityStraightOn() {
        try (EncodeRun run = new EncodeRun(HistoryRun.pipeline())) {
            run.sendJson("a", "{\"amount\": 10}");
            run.sendJson("b", "{\"amount\": 10, \"card\": \"anna\"}");

            assertThat(run.features()).extracting(FeatureVector::getId).containsExactly("a");
            assertThat(run.entityEvents()).singleElement().satisfies(event -> {
                assertThat(event.key()).isEqualTo("anna");
                assertThat(event.value().getRecord().getRemembered()).containsEntry("amount", 10.0);
            });
        }
    }
}
