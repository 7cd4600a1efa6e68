package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.cli.embedded.EmbeddedCluster;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.TopicCreation;
import io.millrace.schemas.ColumnProfile;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gaps and outliers by what the profiles of all partitions say, and records before, on two instances, one of which is killed and replaced; and a champion that reads those records. */
class ImputationIT {
    private static final int PARTITIONS = 3;
    private static final int KNOWN = 300;
    private static final float NONE = Float.NaN;

    private static final String YAML = """
            name: sales
            task: binary-classification
            source: {format: json, entity: sensor}
            label: {classes: [a, b]}
            profiles: {window: 1d}
            columns:
              - {name: heat, type: numeric, missing: median, warmup: %d, outliers: {by: iqr, action: reject}}
              - {name: load, type: numeric, missing: last}
            history: {sequence: 3}
            topics: {partitions: %d}
            training: {candidates: [lstm], hidden: [8], nets: {lstm: 4}, epochs: 4, minExamples: 300, window: 900, device: cpu}
            """.formatted(PARTITIONS * KNOWN, PARTITIONS);

    @TempDir
    private Path directory;

    @Test
    void shouldFillEveryPartitionsGapsByWhatAllPartitionsShowed() throws Exception {
        Files.writeString(directory.resolve("sales.yaml"), YAML);
        PipelineDefinition pipeline = PipelineReader.parse(YAML, "sales.yaml");
        Topics topics = Topics.of(pipeline);
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory.resolve("kafka"), EmbeddedCluster.Ports.ANY)) {
            KafkaConnection kafka = cluster.connection();
            TopicCreation.ensure(kafka, topics, 1);
            CommittedTopic<FeatureVector> features = new CommittedTopic<>(kafka, topics.features());
            CommittedTopic<Rejected> quarantine = new CommittedTopic<>(kafka, topics.quarantine());
            ServedSequences sequences = new ServedSequences(directory, kafka, pipeline);
            try (KafkaProducer<String, byte[]> producer =
                            new KafkaProducer<>(kafka.producer(), new StringSerializer(), new ByteArraySerializer());
                    Sender sender = new Sender(producer, topics.records().name());
                    MillraceProcess steady = processors(kafka, "steady")) {
                try (MillraceProcess killed = processors(kafka, "killed")) {
                    sender.gaps("early");
                    features.await(PARTITIONS, vector -> vector.getId().startsWith("early"));
                    sender.normal();
                    awaitProfiles(new CommittedTopic<>(kafka, topics.profiles()));
                    sender.gaps("gap");
                    features.await(PARTITIONS, vector -> vector.getId().startsWith("gap"));
                    sequences.train(features.records().stream()
                            .filter(vector -> vector.getId().startsWith("usual"))
                            .toList());
                    try (MillraceProcess scorer = sequences.scorer("killed-scorer")) {
                        sequences.awaitServing();
                        sender.sequence(1, 2);
                        sequences.await(2 * PARTITIONS);
                        sender.sequence(3, 3);
                        assertThat(scorer.endsWithin(0)).as(scorer.said()).isFalse();
                    }
                    assertThat(killed.endsWithin(0)).as(killed.said()).isFalse();
                }
                try (MillraceProcess replacement = processors(kafka, "replacement")) {
                    sender.gaps("later");
                    features.await(PARTITIONS, vector -> vector.getId().startsWith("later"));
                    sender.unusual();
                    quarantine.await(
                            PARTITIONS, rejected -> rejected.getReason().equals("outlier"));
                    try (MillraceProcess scorer = sequences.scorer("next-scorer")) {
                        sender.sequence(4, 5);
                        sequences.await(5 * PARTITIONS);
                        assertThat(scorer.endsWithin(0)).as(scorer.said()).isFalse();
                    }
                    replacement.askToStop();
                    assertThat(replacement.endsWithin(60_000))
                            .as(replacement.said())
                            .isTrue();
                }
                steady.askToStop();
                assertThat(steady.endsWithin(60_000)).as(steady.said()).isTrue();
            }
            Map<String, List<FeatureVector>> filled = features.records().stream()
                    .filter(vector -> !vector.getId().startsWith("usual")
                            && !vector.getId().startsWith(ServedSequences.IDS))
                    .collect(Collectors.groupingBy(vector -> vector.getId().split("-")[0]));
            assertThat(filled.get("early"))
                    .as("nothing is known yet")
                    .extracting(FeatureVector::getValues)
                    .containsOnly(
                            List.of(NONE, 1f, NONE, 1f, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE));
            float median = filled.get("gap").get(0).getValues().get(0);
            assertThat(median).as("the middle partition's heat").isBetween(10f, 11f);
            assertThat(filled.get("gap"))
                    .extracting(vector -> vector.getValues().subList(0, 4))
                    .containsExactlyInAnyOrder(
                            List.of(median, 1f, 0f, 1f), List.of(median, 1f, 100f, 1f), List.of(median, 1f, 200f, 1f));
            Map<String, FeatureVector> gaps =
                    filled.get("gap").stream().collect(Collectors.toMap(FeatureVector::getEntity, Function.identity()));
            assertThat(filled.get("later"))
                    .as("filled by what is known now; the record before is the gap, as its own vector had it")
                    .allSatisfy(vector -> assertThat(vector.getValues().get(0)).isBetween(10f, 11f))
                    .allSatisfy(vector -> assertThat(vector.getValues().subList(4, 8))
                            .isEqualTo(gaps.get(vector.getEntity()).getValues().subList(0, 4)))
                    .allSatisfy(vector -> assertThat(vector.getValues().get(8)).isPositive())
                    .extracting(vector -> vector.getValues().subList(1, 4))
                    .containsExactlyInAnyOrder(List.of(1f, 0f, 1f), List.of(1f, 100f, 1f), List.of(1f, 200f, 1f));
            assertThat(quarantine.records())
                    .extracting(Rejected::getReason, Rejected::getField)
                    .hasSize(PARTITIONS)
                    .containsOnly(tuple("outlier", "heat"));
            sequences.check(features.records());
        }
    }

    private static void awaitProfiles(CommittedTopic<ColumnProfile> profiles) throws InterruptedException {
        profiles.await(PARTITIONS, profile -> profile.getColumn().equals("heat") && profile.getCount() == KNOWN);
        Thread.sleep(2_000); // whoever encodes reads them as they come
    }

    private MillraceProcess processors(KafkaConnection kafka, String name) throws Exception {
        return MillraceProcess.streamProcessors(directory.resolve(name + ".log"), directory, kafka, name);
    }

    /** Each partition has a sensor, and heat of its own: from 0, 10 and 20 up to one degree more. */
    private record Sender(KafkaProducer<String, byte[]> producer, String topic) implements AutoCloseable {
        void normal() {
            IntStream.range(0, KNOWN)
                    .forEach(i -> toEach(
                            "usual-" + i,
                            partition -> "\"heat\": " + (10 * partition + i / (double) KNOWN) + ", \"load\": "
                                    + 100 * partition));
        }

        void gaps(String id) {
            toEach(id + "-0", partition -> "\"heat\": null");
        }

        /** Records of a sensor that was never seen before, in its partition. */
        void sequence(int from, int to) {
            IntStream.rangeClosed(from, to)
                    .forEach(number -> send(
                            ServedSequences.IDS + number,
                            "new",
                            partition -> "\"heat\": " + (10 * partition + number / 10.0) + ", \"load\": "
                                    + 100 * partition));
        }

        void unusual() {
            toEach("unusual-0", partition -> "\"heat\": 500");
        }

        private void toEach(String id, IntFunction<String> fields) {
            send(id, "s", fields);
        }

        private void send(String id, String sensor, IntFunction<String> fields) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                String json = "{\"sensor\": \"" + sensor + partition + "\", " + fields.apply(partition) + "}";
                producer.send(new ProducerRecord<>(
                        topic, partition, id + "-" + partition, json.getBytes(StandardCharsets.UTF_8)));
            }
            producer.flush();
        }

        @Override
        public void close() {
            producer.close();
        }
    }
}
