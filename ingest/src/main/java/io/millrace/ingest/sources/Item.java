package io.millrace.ingest.sources;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One thing a source has to send. Its id becomes the Kafka key. */
public sealed interface Item {
    String id();

    void accept(Destination destination);

    /** Where items go, one method per kind. */
    interface Destination {
        void row(Row row);

        void malformed(Malformed malformed);

        void label(Label label);
    }

    /**
     * A record.
     *
     * @param fields column name to null, Boolean, Number or String, in column order; JSON sources may hold lists and maps
     */
    record Row(String id, Map<String, Object> fields) implements Item {
        public Row {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public void accept(Destination destination) {
            destination.row(this);
        }
    }

    /** Bytes that are no record. They are sent as they are, so that the quarantine shows them. */
    record Malformed(String id, ByteBuffer bytes) implements Item {
        public Malformed {
            bytes = bytes.asReadOnlyBuffer();
        }

        @Override
        public void accept(Destination destination) {
            destination.malformed(this);
        }
    }

    /**
     * The true answer for a record.
     *
     * @param value class name
     */
    record Label(String id, String value) implements Item {
        @Override
        public void accept(Destination destination) {
            destination.label(this);
        }
    }
}
