package io.millrace.ingest.http;

import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One record or label of a request, as far as it can be told without Kafka. */
sealed interface Entry {
    /** To be sent; its key is its id. */
    record Ready(ProducerRecord<String, byte[]> message) implements Entry {}

    /**
     * Not to be sent.
     *
     * @param column in the line, from 1
     * @param field where it is one field's fault
     */
    record Refused(int line, int column, Optional<String> field, String error) implements Entry {}

    /** What is wrong with one object. */
    final class Wrong extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Optional<String> field;

        Wrong(String field, String error) {
            super(error, null, false, false);
            this.field = Optional.of(field);
        }

        Wrong(String error) {
            super(error, null, false, false);
            this.field = Optional.empty();
        }

        Refused at(int line, int column) {
            return new Refused(line, column, field, getMessage());
        }
    }
}
