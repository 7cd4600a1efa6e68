package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.features.Encoder;
import io.millrace.features.Reason;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Label;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.RejectedHeader;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.serde.RegistryUnavailable;
import io.millrace.schemas.serde.SchemaRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class EncodeTopologyTest {
    private static final Instant START = EncodeRun.START;

    @Test
    void shouldHaveTheGraphOfTheGoldenFile() throws IOException {
        PipelineDefinition pipeline = Topologies.pipeline("{}", "{column: paid, classes: [a, b]}");
        String graph = EncodeTopology.build(
                        pipeline, new SchemaRegistry("fake", new FakeRegistry()), new SimpleMeterRegistry())
                .describe()
                .toString();
        assertThat(graph).isEqualTo(Golden.read("expected-encode-topology.txt"));
    }

    @Test
    void shouldTurnAGoodRecordIntoAVectorAndALabel() {
        try (EncodeRun run = EncodeRun.avro()) {
            run.sendLoan("a", Map.of("id", "a", "paid", 1.0));

            FeatureVector vector = run.features().get(0);
            assertThat(vector.getId()).isEqualTo("a");
            assertThat(vector.getValues()).startsWith(1_200.5f, 2f);
            assertThat(vector.getEventTime()).isEqualTo(START);
            assertThat(vector.getEncoderFingerprint())
                    .isEqualTo(Encoder.of(Topologies.pipeline("{}", "{classes: [a, b]}"))
                            .fingerprint());
            assertThat(run.labels()).containsExactly(new Label("a", "1", START));
            assertThat(run.quarantined()).isEmpty();
        }
    }

    @Test
    void shouldKeyAndTimeWhatFollowsLikeTheRecordItself() {
        try (EncodeRun run = EncodeRun.avro()) {
            run.sendLoan("a", START.plusSeconds(7));
            TestRecord<String, FeatureVector> vector = run.featureRecords().get(0);
            assertThat(vector.key()).isEqualTo("a");
            assertThat(vector.getRecordTime()).isEqualTo(START.plusSeconds(7));
        }
    }

    @Test
    void shouldQuarantineEachKindOfBadRecordUnderItsReason() {
        try (EncodeRun run = EncodeRun.avro()) {
            byte[] good = run.loan(EncodeRun.LOAN, Map.of());
            byte[] unknownSchema = good.clone();
            unknownSchema[3] = 99;
            byte[] cut = Arrays.copyOf(good, good.length - 2);
            run.send("m1", "not avro".getBytes(StandardCharsets.UTF_8), START);
            run.send("m2", null, START);
            run.send("m3", new byte[0], START);
            run.send("m4", cut, START);
            run.send("u1", unknownSchema, START);
            run.send(null, good, START);
            run.send("", good, START);
            run.sendLoan("i1", Map.of("id", "other"));
            run.sendLoan("w1", Map.of("salary", "lots"));
            run.sendLoan("o1", Map.of("salary", -1.0));
            run.sendLoan("v1", nulled("zip"));
            run.sendLoan("s1", Map.of("car", "fiat"));
            run.sendLoan("l1", Map.of("paid", "maybe"));
            run.sendLoan("d1", Map.of());
            run.sendLoan("d1", Map.of());

            assertThat(run.quarantined())
                    .extracting(Rejected::getId, Rejected::getStage, Rejected::getReason, Rejected::getField)
                    .containsExactly(
                            tuple("m1", "clean", "malformed", null),
                            tuple("m2", "clean", "malformed", null),
                            tuple("m3", "clean", "malformed", null),
                            tuple("m4", "clean", "malformed", null),
                            tuple("u1", "clean", "unknown-schema", null),
                            tuple("", "clean", "missing-id", null),
                            tuple("", "clean", "missing-id", null),
                            tuple("i1", "clean", "id-mismatch", "id"),
                            tuple("w1", "encode", "wrong-type", "salary"),
                            tuple("o1", "encode", "out-of-range", "salary"),
                            tuple("v1", "encode", "missing-value", "zip"),
                            tuple("s1", "encode", "unseen-value", "car"),
                            tuple("l1", "encode", "unknown-class", "paid"),
                            tuple("d1", "clean", "duplicate", null));
            assertThat(run.features()).extracting(FeatureVector::getId).containsExactly("d1");
            assertThat(run.labels()).isEmpty();
            assertThat(count(run, Reason.MISSING_ID)).isEqualTo(2);
        }
    }

    @Test
    void shouldKeepAQuarantinedRecordWhole() {
        try (EncodeRun run = EncodeRun.avro()) {
            run.sendLoan("first", START);
            RecordHeaders headers = new RecordHeaders();
            headers.add("trace", new byte[] {1, 2}).add("empty", null);
            byte[] key = bytes("bad");
            byte[] value = bytes("not avro");
            run.send(new TestRecord<>(key, value, headers, START.plusSeconds(1)));

            TestRecord<String, Rejected> quarantined = run.quarantineRecords().get(0);
            Rejected rejected = quarantined.value();
            assertThat(quarantined.key()).isEqualTo("bad");
            assertThat(quarantined.getRecordTime()).isEqualTo(START.plusSeconds(1));
            assertThat(rejected.getOriginalKey()).isEqualTo(ByteBuffer.wrap(key));
            assertThat(rejected.getOriginalValue()).isEqualTo(ByteBuffer.wrap(value));
            assertThat(rejected.getOriginalHeaders())
                    .containsExactly(
                            new RejectedHeader("trace", ByteBuffer.wrap(new byte[] {1, 2})),
                            new RejectedHeader("empty", null));
            assertThat(rejected.getOriginalTopic()).isEqualTo("loans.records");
            assertThat(rejected.getOriginalPartition()).isZero();
            assertThat(rejected.getOriginalOffset()).isEqualTo(1);
            assertThat(rejected.getOriginalTimestamp()).isEqualTo(START.plusSeconds(1));
            assertThat(rejected.getMessage()).startsWith("not Avro");
        }
    }

    @Test
    void shouldPutAsideWhatIsTooLargeToBeKeptWholeWithoutItsValue() {
        try (EncodeRun run = EncodeRun.avro()) {
            run.send("big", new byte[1_000_000], START);
            run.send("k".repeat(900_001), bytes("x"), START);

            List<Rejected> rejected = run.quarantined();
            assertThat(rejected.get(0).getOriginalValue()).isNull();
            assertThat(rejected.get(0).getMessage()).contains("too large to be kept whole");
            assertThat(rejected.get(1).getOriginalKey()).isNull();
            assertThat(rejected.get(1).getId()).hasSize(RecordId.LONGEST);
        }
    }

    @Test
    void shouldRefuseKeysThatAreNotText() {
        try (EncodeRun run = EncodeRun.avro()) {
            run.send(new TestRecord<>(new byte[] {(byte) 0xff, 1}, run.loan(EncodeRun.LOAN, Map.of()), START));
            run.send("\ufffd", run.loan(EncodeRun.LOAN, Map.of()), START);
            assertThat(run.quarantined()).extracting(Rejected::getMessage).containsExactly("the key is not UTF-8 text");
            assertThat(run.features()).extracting(FeatureVector::getId).containsExactly("\ufffd");
        }
    }

    @Test
    void shouldFindIdTimeEntityAndLabelInsideTheRecord() {
        PipelineDefinition pipeline = PipelineReader.parse("""
                name: orders
                task: binary-classification
                source: {format: json, id: order, eventTime: meta.at, entity: customer.id}
                label: {column: outcome.paid, classes: ['yes', 'no']}
                columns:
                  - {name: order, type: ignored, field: meta.id}
                  - {name: price, type: numeric, field: items.0.price}
                """, "orders.yaml");
        try (EncodeRun run = new EncodeRun(pipeline)) {
            String order = """
                    {"meta": {"id": "%s", "at": "2026-03-01T11:00:00Z"}, "customer": {"id": 7.0},
                     "items": [{"price": 2.5}], "outcome": {"paid": "yes"}}""";
            run.sendJson("a", order.formatted("a"));
            run.sendJson("b", order.formatted("c"));

            FeatureVector vector = run.features().get(0);
            assertThat(vector.getValues()).containsExactly(2.5f);
            assertThat(vector.getEventTime()).isEqualTo(Instant.parse("2026-03-01T11:00:00Z"));
            assertThat(vector.getEntity()).isEqualTo("7");
            assertThat(run.labels()).containsExactly(new Label("a", "yes", START));
            assertThat(run.quarantined())
                    .extracting(Rejected::getReason, Rejected::getField)
                    .containsExactly(tuple("id-mismatch", "order"));
        }
    }

    @Test
    void shouldTakeAnIdForSeenOnlyOnceItsRecordWasAccepted() {
        try (EncodeRun run = EncodeRun.avro()) {
            run.sendLoan("a", Map.of("salary", "lots"));
            run.send("a", bytes("garbage"), START);
            run.sendLoan("a", Map.of("salary", 5L));
            run.sendLoan("a", Map.of("salary", 6L));

            assertThat(run.features())
                    .extracting(vector -> vector.getValues().get(0))
                    .containsExactly(5f);
            assertThat(run.quarantined())
                    .extracting(Rejected::getReason)
                    .containsExactly("wrong-type", "malformed", "duplicate");
        }
    }

    @Test
    void shouldForgetAnIdAfterTheDuplicateWindow() {
        try (EncodeRun run = EncodeRun.avro()) {
            Instant late = START.plus(Duration.ofMinutes(59));
            run.sendLoan("a", late);
            run.sendLoan("a", late.plus(Duration.ofMinutes(60))); // an hour on, in the next bucket: still a duplicate
            run.sendLoan("a", late.plus(Duration.ofMinutes(60)).plusMillis(1));
            run.sendLoan("a", START); // out of order: what counts is when it arrived
            assertThat(run.features()).hasSize(2);
            assertThat(run.quarantined()).extracting(Rejected::getReason).containsExactly("duplicate", "duplicate");
        }
    }

    @Test
    void shouldForgetOldIdsEntirely() {
        try (EncodeRun run = EncodeRun.avro()) {
            for (int hour = 0; hour < 48; hour++) {
                run.sendLoan("a", START.plus(Duration.ofHours(2L * hour)));
            }
            assertThat(run.features()).hasSize(48);
        }
    }

    @Test
    void shouldLoseNothing() {
        try (EncodeRun run = EncodeRun.avro()) {
            RandomGenerator random = new SplittableRandom(5);
            int sent = 2_000;
            for (int i = 0; i < sent; i++) {
                String id = random.nextInt(20) == 0 ? null : "id" + random.nextInt(1_500);
                run.send(id, damaged(run.loan(EncodeRun.LOAN, Map.of()), random), START.plusSeconds(i));
            }
            int features = run.features().size();
            List<Rejected> quarantined = run.quarantined();
            assertThat(features).isPositive();
            assertThat(features + quarantined.size()).isEqualTo(sent);
            assertThat(run.meters
                            .counter("millrace.records.received", "pipeline", "loans")
                            .count())
                    .isEqualTo(sent);
            assertThat(run.meters
                            .counter("millrace.records.accepted", "pipeline", "loans")
                            .count())
                    .isEqualTo(features);
            for (Reason reason : Reason.values()) {
                assertThat(count(run, reason))
                        .isEqualTo(quarantined.stream()
                                .filter(r -> r.getReason().equals(reason.code()))
                                .count());
            }
        }
    }

    private static byte[] damaged(byte[] good, RandomGenerator random) {
        byte[] bytes = good.clone();
        if (random.nextBoolean()) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return random.nextInt(10) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    @Test
    void shouldGoOnWhenTheUsersSchemaChangesInMidStream() {
        try (EncodeRun run = EncodeRun.avro()) {
            Schema evolved = SchemaBuilder.record("Loan")
                    .fields()
                    .optionalString("note")
                    .requiredDouble("salary")
                    .name("car")
                    .type()
                    .enumeration("Car")
                    .symbols("vw", "bmw")
                    .noDefault()
                    .requiredInt("zip")
                    .endRecord();
            run.sendLoan("old", Map.of());
            run.send(
                    "new",
                    run.loan(
                            evolved,
                            Map.of(
                                    "note",
                                    "n",
                                    "zip",
                                    12_345,
                                    "car",
                                    new GenericData.EnumSymbol(
                                            evolved.getField("car").schema(), "bmw"))),
                    START);
            run.sendLoan("old again", Map.of());

            List<FeatureVector> vectors = run.features();
            assertThat(run.quarantined()).isEmpty();
            assertThat(vectors).extracting(FeatureVector::getId).containsExactly("old", "new", "old again");
            assertThat(vectors.get(1).getValues()).isEqualTo(vectors.get(0).getValues());
        }
    }

    @Test
    void shouldReadJsonObjects() {
        try (EncodeRun run = EncodeRun.json()) {
            run.sendJson(
                    "a", "{\"salary\": 1200.5, \"car\": \"bmw\", \"zip\": 12345, \"at\": \"2020-01-01T00:00:00Z\"}");
            run.sendJson("b", "{\"salary\": \"7\", \"car\": null, \"zip\": \"12345\", \"more\": {\"nested\": []}}");
            run.sendJson("w", "{\"salary\": {\"amount\": 1}, \"zip\": 1}");
            run.sendJson("h", "{\"salary\": 1e999, \"zip\": 1}");
            run.sendJson("m1", "{\"salary\": 1");
            run.sendJson("m2", "[1, 2]");
            run.sendJson("m3", "{} {}");
            run.sendJson("m4", "");
            run.sendJson("m5", "[".repeat(100_000));

            List<FeatureVector> vectors = run.features();
            assertThat(vectors).extracting(FeatureVector::getId).containsExactly("a", "b");
            assertThat(vectors.get(0).getEventTime()).isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));
            assertThat(vectors.get(1).getEventTime()).isEqualTo(START);
            assertThat(vectors.get(1).getMissing()).isEqualTo(1);
            assertThat(vectors.get(0).getValues().get(2))
                    .isEqualTo(vectors.get(1).getValues().get(2));
            assertThat(run.quarantined())
                    .extracting(Rejected::getId, Rejected::getReason)
                    .containsExactly(
                            tuple("w", "wrong-type"),
                            tuple("h", "wrong-type"),
                            tuple("m1", "malformed"),
                            tuple("m2", "malformed"),
                            tuple("m3", "malformed"),
                            tuple("m4", "malformed"),
                            tuple("m5", "malformed"));
        }
    }

    @Test
    void shouldStopForARetryRatherThanBlameTheRecordWhenTheRegistryIsAway() {
        try (EncodeRun run = EncodeRun.avro()) {
            byte[] unknown = run.loan(EncodeRun.LOAN, Map.of());
            unknown[4] = 77;
            run.registryFake.goDown();
            assertThatThrownBy(() -> run.send("a", unknown, START))
                    .hasRootCauseInstanceOf(IOException.class)
                    .satisfies(e -> assertThat(causes(e)).hasAtLeastOneElementOfType(RegistryUnavailable.class));
        }
    }

    @Test
    void shouldStopForARetryWhenTheRegistryIsAwayWhileWriting() {
        try (EncodeRun run = EncodeRun.json()) {
            run.registryFake.goDown();
            assertThatThrownBy(() -> run.sendJson("a", "{\"zip\": 1}"))
                    .satisfies(e -> assertThat(causes(e)).hasAtLeastOneElementOfType(RegistryUnavailable.class));
        }
    }

    private static List<Throwable> causes(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause).toList();
    }

    private static double count(EncodeRun run, Reason reason) {
        return run.meters
                .counter("millrace.records.quarantined", "pipeline", "loans", "reason", reason.code())
                .count();
    }

    private static Map<String, Object> nulled(String field) {
        Map<String, Object> fields = new HashMap<>();
        fields.put(field, null);
        return fields;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
