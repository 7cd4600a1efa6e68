package com.example.parcels;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends parcels and their labels to Millrace and prints its answers. */
public final class Parcels {
    private static final String USAGE = """
            usage: Parcels send N [flipped]   sends N parcels, then their labels; flipped: as if the world had changed
                   Parcels predictions [N]    prints predictions as JSON lines, N of them or until none come for ten seconds
                   Parcels alerts [N]         the same for drift alerts""";

    /** The schema of the records is yours: fields are found by name, those of the pipeline's columns are used. */
    private static final Schema PARCEL = SchemaBuilder.record("Parcel")
            .namespace("com.example.parcels")
            .fields()
            .requiredDouble("distance")
            .optionalDouble("weight")
            .requiredString("carrier")
            .requiredBoolean("express")
            .endRecord();

    /** The schema of labels is Millrace's: see docs/topics.md. */
    private static final Schema LABEL = new Schema.Parser().parse("""
            {"type": "record", "name": "Label", "namespace": "io.millrace.schemas", "fields": [
                {"name": "id", "type": "string"},
                {"name": "value", "type": "string"},
                {"name": "labelledAt", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}""");

    private final RegistryAvro avro = new RegistryAvro(System.getenv("SCHEMA_REGISTRY"));

    public static void main(String[] args) throws Exception {
        Parcels parcels = new Parcels();
        String what = args.length == 0 ? "" : args[0];
        long limit = args.length > 1 ? Long.parseLong(args[1]) : Long.MAX_VALUE;
        switch (what) {
            case "send" -> parcels.send((int) limit, args.length > 2 && args[2].equals("flipped"));
            case "predictions" -> parcels.print("parcels.predictions", limit);
            case "alerts" -> parcels.print("parcels.drift-alerts", limit);
            default -> {
                System.err.println(USAGE);
                System.exit(2);
            }
        }
    }

    /** Settings of every Kafka client. */
    private static Map<String, Object> kafka() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", System.getenv("BOOTSTRAP_SERVERS"));
        // A secured cluster needs more, for instance:
        // settings.put("security.protocol", "SASL_SSL");
        // settings.put("sasl.mechanism", "SCRAM-SHA-512");
        // settings.put("sasl.jaas.config", "org.apache.kafka.common.security.scram.ScramLoginModule required"
        //         + " username=\"me\" password=\"" + System.getenv("KAFKA_PASSWORD") + "\";");
        // settings.put("ssl.truststore.location", "truststore.p12");
        return settings;
    }

    private void send(int count, boolean flipped) throws IOException {
        Map<String, Object> settings = kafka();
        settings.put("linger.ms", 5);
        settings.put("key.serializer", StringSerializer.class);
        // with Confluent's serializers: KafkaAvroSerializer and schema.registry.url here, GenericRecord as value type
        settings.put("value.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer");
        Random random = new Random();
        long run = System.currentTimeMillis();
        Map<String, String> labels = new LinkedHashMap<>();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings)) {
            for (int i = 0; i < count; i++) {
                String key = "java-" + run + "-" + i; // the key of a record is its id: never send one twice
                GenericRecord parcel = new GenericData.Record(PARCEL);
                parcel.put("distance", random.nextDouble() * 2000);
                parcel.put("weight", random.nextDouble() < 0.95 ? random.nextDouble() * 30 : null);
                parcel.put("carrier", List.of("bike", "van", "ship").get(random.nextInt(3)));
                parcel.put("express", random.nextBoolean());
                send(producer, "parcels.records", key, parcel);
                boolean late = (double) parcel.get("distance") > ((boolean) parcel.get("express") ? 1500 : 500);
                labels.put(key, late != flipped ? "late" : "on-time");
            }
            for (Map.Entry<String, String> answer : labels.entrySet()) { // some time later the truth is known
                GenericRecord label = new GenericData.Record(LABEL);
                label.put("id", answer.getKey());
                label.put("value", answer.getValue());
                label.put("labelledAt", System.currentTimeMillis());
                send(producer, "parcels.labels", answer.getKey(), label);
            }
        }
        System.err.println("sent " + count + " parcels and their labels");
    }

    private void send(KafkaProducer<String, byte[]> producer, String topic, String key, GenericRecord value)
            throws IOException {
        producer.send(new ProducerRecord<>(topic, key, avro.encode(topic, value)), (sent, failure) -> {
            if (failure != null) {
                System.err.println("not sent: " + failure);
                System.exit(1);
            }
        });
    }

    private void print(String topic, long limit) throws IOException {
        Map<String, Object> settings = kafka();
        settings.put("group.id", "java-example-" + System.currentTimeMillis()); // yours would be a fixed name
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_committed"); // only what is committed: nothing twice
        settings.put("enable.auto.commit", false);
        settings.put("key.deserializer", StringDeserializer.class);
        settings.put("value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings)) {
            consumer.subscribe(List.of(topic));
            long printed = 0;
            long lastMillis = System.currentTimeMillis();
            while (printed < limit && System.currentTimeMillis() - lastMillis < 10_000) {
                for (ConsumerRecord<String, byte[]> entry : consumer.poll(Duration.ofMillis(500))) {
                    if (printed++ < limit) {
                        System.out.println(avro.decode(entry.value())); // a generic record prints itself as JSON
                    }
                    lastMillis = System.currentTimeMillis();
                }
            }
        }
    }
}
