package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LateRecordsTest {
    private static final String TIMED = "{format: json, eventTime: at, allowedLateness: 1h}";
    private static final Instant NOON = EncodeRun.START;

    @Test
    void shouldPutAsideWhatLiesFurtherBehindThanIsAllowed() {
        try (EncodeRun run = run(TIMED)) {
            send(run, "first", NOON);
            send(run, "out of order", NOON.minus(Duration.ofHours(1)));
            send(run, "late", NOON.minus(Duration.ofHours(1)).minusMillis(1));

            assertThat(run.features()).extracting(FeatureVector::getId).containsExactly("first", "out of order");
            assertThat(run.quarantined())
                    .extracting(Rejected::getId, Rejected::getStage, Rejected::getReason, Rejected::getField)
                    .containsExactly(tuple("late", "clean", "late", "at"));
        }
    }

    @Test
    void shouldKnowALateRecordThatComesAgain() {
        try (EncodeRun run = run(TIMED)) {
            send(run, "first", NOON);
            send(run, "late", NOON.minus(Duration.ofDays(1)));
            send(run, "late", NOON.minus(Duration.ofDays(1)));

            assertThat(run.quarantined()).extracting(Rejected::getReason).containsExactly("late", "duplicate");
        }
    }

    @Test
    void shouldMeasureByAcceptedRecordsOnly() {
        try (EncodeRun run = run(TIMED)) {
            send(run, "first", NOON.minus(Duration.ofDays(1)));
            run.sendJson("bad", record(NOON).replace("\"vw\"", "\"fiat\""));
            send(run, "second", NOON.minus(Duration.ofDays(1)));

            assertThat(run.features()).extracting(FeatureVector::getId).containsExactly("first", "second");
        }
    }

    @Test
    void shouldNotTakeAClockThatRunsAheadForTheTime() {
        try (EncodeRun run = run(TIMED)) {
            send(run, "ahead", NOON.plus(Duration.ofDays(365)));
            send(run, "right", NOON.minus(Duration.ofMinutes(30)));

            assertThat(run.quarantined()).isEmpty();
            assertThat(run.features()).hasSize(2);
        }
    }

    @Test
    void shouldTakeEveryRecordWhereNothingIsSaidOfLateness() {
        try (EncodeRun run = run("{format: json, eventTime: at}")) {
            send(run, "first", NOON);
            send(run, "old", NOON.minus(Duration.ofDays(365)));

            assertThat(run.features()).hasSize(2);
        }
    }

    private static EncodeRun run(String source) {
        return new EncodeRun(Topologies.pipeline(source, "{classes: ['0', '1']}"));
    }

    private static void send(EncodeRun run, String id, Instant at) {
        run.send(id, record(at).getBytes(StandardCharsets.UTF_8), NOON);
    }

    private static String record(Instant at) {
        return "{\"salary\": 1, \"car\": \"vw\", \"zip\": \"1\", \"at\": \"" + at + "\"}";
    }
}
