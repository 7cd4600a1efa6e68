package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.cli.embedded.EmbeddedCluster;
import io.millrace.processors.StreamProcessors;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.TopicCreation;
import io.millrace.schemas.VocabularyEntry;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import io.millrace.systemtests.DirtyRecords.Sale;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same records over 1, 3 and 8 partitions, handled by two instances of which one comes and one goes in the middle. The
 * vocabulary of shops was learned before and is carried over; that of towns is learned anew each time. Outcomes are counted beside.
 */
class PartitionsIT {
    private static final int RECORDS = 1_500;
    private static final int RATE = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final long seed = Long.getLong("millrace.seed", System.nanoTime());

    @TempDir
    private Path directory;

    private KafkaConnection kafka;

    @Test
    void shouldMakeTheSameOfEveryRecordOnAnyNumberOfPartitionsAndInstances() throws Exception {
        Map<String, Integer> shops = shopsInAnyOrder(new Random(seed));
        DirtyRecords records = new DirtyRecords(seed);
        List<Sale> sales = Stream.generate(records::next).limit(RECORDS).toList();
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory.resolve("kafka"), EmbeddedCluster.Ports.ANY)) {
            kafka = cluster.connection();
            for (int partitions : new int[] {1, 3, 8}) {
                PipelineDefinition pipeline = DirtyRecords.pipeline("sales-on-" + partitions, partitions);
                EncodeOracle oracle = new EncodeOracle(pipeline, Map.of(DirtyRecords.SHOP, shops));
                sales.forEach(oracle::sent);
                try (EncodeOutput output = run(pipeline, shops, shuffled(sales, new Random(seed + partitions)))) {
                    oracle.check(output);
                    assertThat(output.vocabularies().get(DirtyRecords.SHOP)).isEqualTo(shops);
                    assertThat(output.vocabularies().get(DirtyRecords.TOWN)).hasSize(DirtyRecords.LEARNED_TOWNS);
                }
            }
        } catch (AssertionError e) {
            throw new AssertionError("with -Dmillrace.seed=" + seed, e);
        }
    }

    private EncodeOutput run(PipelineDefinition pipeline, Map<String, Integer> shops, List<Sale> sales)
            throws Exception {
        Topics topics = Topics.of(pipeline);
        TopicCreation.ensure(kafka, topics, 1);
        carryOver(shops, topics.vocabularies());
        MeterRegistry ofFirst = new SimpleMeterRegistry();
        MeterRegistry ofSecond = new SimpleMeterRegistry();
        EncodeOutput output = new EncodeOutput(kafka, topics);
        try (Service first = instance(pipeline, "first", ofFirst);
                Service second = instance(pipeline, "second", ofSecond);
                SentOutcomes outcomes = new SentOutcomes(kafka, topics, new Random(seed))) {
            outcomes.send(500);
            start(first);
            List<Sale> early = sales.subList(0, 2 * sales.size() / 3);
            try (PacedSender sender = sender(topics, early)) {
                output.await(sales.size() / 4);
                start(second);
                outcomes.send(500);
                output.await(sales.size() / 2);
                first.close();
                outcomes.send(500);
                sender.finish();
            }
            // however fast the rest went: these are for the second alone
            try (PacedSender sender = sender(topics, sales.subList(early.size(), sales.size()))) {
                sender.finish();
            }
            output.await(sales.size());
            outcomes.checkWindows();
        }
        output.readToTheEnd();
        assertThat(accepted(pipeline, ofFirst)).isPositive();
        assertThat(accepted(pipeline, ofSecond)).isPositive();
        return output;
    }

    private PacedSender sender(Topics topics, List<Sale> sales) {
        return new PacedSender(kafka, topics.records().name(), sales.iterator(), RATE);
    }

    private static double accepted(PipelineDefinition pipeline, MeterRegistry meters) {
        return meters.counter("millrace.records.accepted", "pipeline", pipeline.name())
                .count();
    }

    private Service instance(PipelineDefinition pipeline, String name, MeterRegistry meters) {
        Path state = directory.resolve(pipeline.name() + "-" + name);
        return StreamProcessors.service(new ServiceContext(pipeline, kafka, state, meters));
    }

    private static void start(Service service) {
        service.start();
        await().atMost(PATIENCE).until(() -> service.health().isReady());
    }

    private void carryOver(Map<String, Integer> shops, Topic<VocabularyEntry> vocabularies) {
        AvroSerde<VocabularyEntry> entries = AvroSerde.of(vocabularies, kafka.registry());
        String topic = vocabularies.name();
        try (var producer = new KafkaProducer<>(kafka.producer(), new StringSerializer(), new ByteArraySerializer())) {
            shops.forEach((shop, code) -> producer.send(new ProducerRecord<>(
                    topic,
                    DirtyRecords.SHOP + "/" + shop,
                    entries.serialize(topic, new VocabularyEntry(DirtyRecords.SHOP, shop, code)))));
        }
    }

    private static Map<String, Integer> shopsInAnyOrder(Random random) {
        List<Integer> codes = new ArrayList<>(
                IntStream.rangeClosed(1, DirtyRecords.SHOPS).boxed().toList());
        Collections.shuffle(codes, random);
        Map<String, Integer> shops = new HashMap<>();
        codes.forEach(code -> shops.put("shop_" + shops.size(), code));
        return shops;
    }

    /** In any order, but for records of the same id: theirs is the order of their partition. */
    private static List<Sale> shuffled(List<Sale> sales, Random random) {
        List<String> ids =
                new ArrayList<>(sales.stream().map(PartitionsIT::shown).toList());
        Map<String, List<Sale>> byId = new HashMap<>();
        sales.forEach(sale ->
                byId.computeIfAbsent(shown(sale), id -> new ArrayList<>()).add(sale));
        Collections.shuffle(ids, random);
        return ids.stream().map(id -> byId.get(id).remove(0)).toList();
    }

    private static String shown(Sale sale) {
        return sale.id() == null ? "" : sale.id();
    }
}
