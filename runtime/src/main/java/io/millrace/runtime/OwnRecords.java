package io.millrace.runtime;

import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.RegistryRefused;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topic;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads Millrace's own records from a topic that has no quarantine: what somebody else wrote there is skipped, with a line
 * in the log, rather than stop the service.
 */
public final class OwnRecords<T extends SpecificRecord> {
    private static final Logger LOG = LoggerFactory.getLogger(OwnRecords.class);

    private final String topic;
    private final AvroSerde<T> serde;

    public OwnRecords(Topic<T> topic, SchemaRegistry registry) {
        this.topic = topic.name();
        this.serde = AvroSerde.of(topic, registry);
    }

    /**
     * @param value null for a tombstone
     * @return empty where there is no record
     * @throws RetriableException where reading should be tried again, for instance without a registry
     * @throws RegistryRefused where the registry does not let this client read
     */
    public Optional<T> read(byte[] value) {
        try {
            return Optional.ofNullable(serde.deserialize(topic, value));
        } catch (RetriableException | RegistryRefused e) {
            throw e; // says nothing about the record
        } catch (RuntimeException e) {
            LOG.warn("{}: skipped a record that is not Millrace's: {}", topic, e.getMessage());
            return Optional.empty();
        }
    }
}
