package io.millrace.ingest;

import io.millrace.ingest.rows.RowEncoding;
import io.millrace.ingest.sources.Item;
import io.millrace.schemas.IngestPosition;
import io.millrace.schemas.Label;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.Bytes;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes Kafka records of items: what goes to which topic, in which bytes, under which timestamp. */
final class Outlet {
    private final Topics topics;
    private final RowEncoding rows;
    private final AvroSerde<Label> labels;
    private final AvroSerde<IngestPosition> positions;
    private final InstantSource clock;

    /** @param clock gives the Kafka timestamps */
    Outlet(Topics topics, RowEncoding rows, SchemaRegistry registry, InstantSource clock) {
        this.topics = topics;
        this.rows = rows;
        this.labels = AvroSerde.of(topics.labels(), registry);
        this.positions = AvroSerde.of(topics.ingestPositions(), registry);
        this.clock = clock;
    }

    ProducerRecord<String, byte[]> row(Item.Row row) {
        return at(clock.instant(), topics.records().name(), row.id(), rows.encode(row.fields()));
    }

    ProducerRecord<String, byte[]> malformed(Item.Malformed malformed) {
        byte[] bytes = Bytes.of(malformed.bytes());
        return at(clock.instant(), topics.records().name(), malformed.id(), bytes);
    }

    ProducerRecord<String, byte[]> label(Item.Label label) {
        Instant now = clock.instant();
        String topic = topics.labels().name();
        return at(now, topic, label.id(), labels.serialize(topic, new Label(label.id(), label.value(), now)));
    }

    ProducerRecord<String, byte[]> position(IngestPosition position) {
        String topic = topics.ingestPositions().name();
        return at(clock.instant(), topic, position.getSource(), positions.serialize(topic, position));
    }

    private static ProducerRecord<String, byte[]> at(Instant when, String topic, String key, byte[] value) {
        return new ProducerRecord<>(topic, null, when.toEpochMilli(), key, value);
    }
}
