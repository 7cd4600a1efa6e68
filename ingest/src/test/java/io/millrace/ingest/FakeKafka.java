package io.millrace.ingest;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.millrace.ingest.rows.RowEncoding;
import io.millrace.ingest.sources.RecordSource;
import io.millrace.schemas.IngestPosition;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What a broker keeps of transactional producers, with commits that fail as told. */
final class FakeKafka implements Positions {
    /** When a commit fails. */
    enum Trouble {
        NONE,
        BEFORE_COMMIT,
        AFTER_COMMIT,
        BEFORE_COMMIT_WHILE_ANOTHER_SENDS
    }

    final SchemaRegistry registry = new SchemaRegistry("http://registry", new MockSchemaRegistryClient());
    final Topics topics;
    final List<Flaky> producers = new ArrayList<>();

    private final PipelineDefinition pipeline;
    private final List<List<ProducerRecord<String, byte[]>>> transactions = new ArrayList<>();
    private final IntFunction<Trouble> troubles;
    private final RuntimeException failure;
    private int commits;
    Runnable another = () -> {};

    /** @param troubles by number of the commit, from 0 */
    FakeKafka(PipelineDefinition pipeline, IntFunction<Trouble> troubles, RuntimeException failure) {
        this.pipeline = pipeline;
        this.topics = Topics.of(pipeline);
        this.troubles = troubles;
        this.failure = failure;
    }

    Transfer transfer(RecordSource source, InstantSource clock) {
        Flaky producer = new Flaky();
        producers.add(producer);
        Outlet outlet = new Outlet(topics, RowEncoding.of(pipeline, registry), registry, clock);
        return new Transfer(source, producer, this, outlet, clock);
    }

    List<List<ProducerRecord<String, byte[]>>> transactions() {
        return transactions;
    }

    Stream<ProducerRecord<String, byte[]>> on(String topic) {
        return transactions.stream()
                .flatMap(List::stream)
                .filter(record -> record.topic().equals(topic));
    }

    @Override
    public Optional<IngestPosition> committed(String source) {
        return on(topics.ingestPositions().name())
                .filter(record -> record.key().equals(source))
                .reduce((first, second) -> second)
                .map(this::position);
    }

    IngestPosition position(ProducerRecord<String, byte[]> record) {
        return AvroSerde.of(topics.ingestPositions(), registry).deserialize(record.topic(), record.value());
    }

    final class Flaky extends MockProducer<String, byte[]> {
        Flaky() {
            super(true, null, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public void commitTransaction() {
            Trouble trouble = troubles.apply(commits++);
            if (trouble == Trouble.BEFORE_COMMIT_WHILE_ANOTHER_SENDS) {
                another.run();
            }
            if (trouble == Trouble.BEFORE_COMMIT || trouble == Trouble.BEFORE_COMMIT_WHILE_ANOTHER_SENDS) {
                throw failure;
            }
            transactions.add(List.copyOf(uncommittedRecords()));
            super.commitTransaction();
            if (trouble == Trouble.AFTER_COMMIT) {
                throw failure;
            }
        }
    }
}
