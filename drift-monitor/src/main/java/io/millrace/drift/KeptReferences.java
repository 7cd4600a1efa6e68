package io.millrace.drift;

import io.millrace.drift.windows.Reference;
import io.millrace.schemas.ModelReference;
import io.millrace.schemas.serde.MalformedRecord;
import io.millrace.schemas.topics.Topics;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The references of the model-references topic, of which every instance keeps a copy. Read again only where its bytes are others. Confined to one thread. */
final class KeptReferences implements References {
    private static final Logger LOG = LoggerFactory.getLogger(KeptReferences.class);

    /** The store that holds them. */
    static final String STORE = "model-references";

    private final ReadOnlyKeyValueStore<String, ValueAndTimestamp<byte[]>> store;
    private final Deserializer<ModelReference> deserializer;
    private byte[] bytes = new byte[0];
    private Optional<Reference> read = Optional.empty();

    KeptReferences(
            ReadOnlyKeyValueStore<String, ValueAndTimestamp<byte[]>> store, Deserializer<ModelReference> deserializer) {
        this.store = store;
        this.deserializer = deserializer;
    }

    /** Of the version that serves. */
    Optional<Reference> champion() {
        return at(Topics.CHAMPION);
    }

    @Override
    public Optional<Reference> of(long version) {
        return read.filter(reference -> reference.version() == version).or(() -> at(Long.toString(version)));
    }

    private Optional<Reference> at(String key) {
        byte[] now = ValueAndTimestamp.getValueOrNull(store.get(key));
        if (now == null) {
            return Optional.empty();
        }
        if (!Arrays.equals(now, bytes)) {
            read = read(key, now);
            bytes = now;
        }
        return read;
    }

    /** One that cannot be read is none: nothing is compared with it, and the monitor goes on. */
    private Optional<Reference> read(String key, byte[] now) {
        try {
            return Optional.of(Reference.of(deserializer.deserialize("", now)));
        } catch (MalformedRecord | IllegalArgumentException e) {
            LOG.warn(
                    "the reference '{}' on the model-references topic is not one, and no window is compared: {}",
                    key,
                    e.getMessage());
            return Optional.empty();
        }
    }
}
