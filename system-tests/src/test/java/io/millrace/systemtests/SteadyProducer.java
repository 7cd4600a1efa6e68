package io.millrace.systemtests;

import io.millrace.runtime.KafkaConnection;
import io.millrace.schemas.Label;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.serde.UserRecords;
import io.millrace.schemas.topics.Topics;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A user's program that sends parcels at a steady rate, and the label of each a second later. */
final class SteadyProducer implements AutoCloseable {
    private static final int BATCHES_PER_SECOND = 20;

    private static final Schema OLD = SchemaBuilder.record("Parcel")
            .namespace("com.example.parcels")
            .fields()
            .requiredDouble("distance")
            .optionalDouble("weight")
            .requiredString("carrier")
            .requiredBoolean("express")
            .endRecord();

    /** One optional field less, one with a default more. */
    private static final Schema NEW = SchemaBuilder.record("Parcel")
            .namespace("com.example.parcels")
            .fields()
            .requiredDouble("distance")
            .requiredString("carrier")
            .requiredBoolean("express")
            .name("insured")
            .type()
            .booleanType()
            .booleanDefault(false)
            .endRecord();

    private final Topics topics;
    private final UserRecords records;
    private final AvroSerde<Label> labels;
    private final KafkaProducer<String, byte[]> producer;
    private final int perBatch;
    private final Random random = new Random(7);
    private final Deque<Label> open = new ArrayDeque<>();
    private final Thread thread = new Thread(this::run, "steady-producer");
    private volatile Schema schema = OLD;
    private volatile boolean stopping;
    private volatile RuntimeException failure;
    private volatile int sent;

    SteadyProducer(KafkaConnection kafka, Topics topics, int recordsPerSecond) {
        SchemaRegistry registry = kafka.registry();
        this.topics = topics;
        this.records = new UserRecords(registry);
        this.labels = AvroSerde.of(topics.labels(), registry);
        this.producer = new KafkaProducer<>(kafka.producer(), new StringSerializer(), new ByteArraySerializer());
        this.perBatch = recordsPerSecond / BATCHES_PER_SECOND;
        thread.start();
    }

    void takeTheNewSchema() {
        schema = NEW;
    }

    int sent() {
        return sent;
    }

    /** Ends after the last label; gives how many records were sent. */
    int stop() throws InterruptedException {
        close();
        if (failure != null) {
            throw failure;
        }
        return sent;
    }

    @Override
    public void close() throws InterruptedException {
        stopping = true;
        thread.join();
        producer.close();
    }

    private void run() {
        try {
            while (!stopping) {
                for (int i = 0; i < perBatch; i++) {
                    send();
                }
                Thread.sleep(1_000 / BATCHES_PER_SECOND);
            }
            while (!open.isEmpty()) {
                label();
            }
            producer.flush();
        } catch (RuntimeException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send() {
        String id = "parcel-" + sent;
        GenericRecord parcel = new GenericData.Record(schema);
        double distance = random.nextDouble() * 2000;
        boolean express = random.nextBoolean();
        parcel.put("distance", distance);
        parcel.put("carrier", List.of("bike", "van", "ship").get(random.nextInt(3)));
        parcel.put("express", express);
        if (parcel.hasField("weight")) {
            parcel.put("weight", random.nextDouble() * 30);
        } else {
            parcel.put("insured", random.nextBoolean());
        }
        put(topics.records().name(), id, records.write(topics.records().name(), parcel));
        open.add(new Label(id, distance > (express ? 1500 : 500) ? "late" : "on-time", Instant.now()));
        if (open.size() > perBatch * BATCHES_PER_SECOND) {
            label();
        }
        sent++;
    }

    private void label() {
        Label label = open.remove();
        String topic = topics.labels().name();
        put(topic, label.getId(), labels.serialize(topic, label));
    }

    private void put(String topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, key, value), (at, e) -> {
            if (e != null) {
                failure = new IllegalStateException("not sent: " + key, e);
            }
        });
    }
}
