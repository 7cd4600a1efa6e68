package io.millrace.scorer;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The way out of the scorer, by the delivery the pipeline asks for. Order of use: {@link #open}, any number of {@link #send}, then
 * {@link #commit} or {@link #abort}, and again from the sends; {@link #close}.
 */
sealed interface Outbox extends AutoCloseable permits ExactlyOnceOutbox, AtLeastOnceOutbox {
    /** Ends what an earlier incarnation left open. */
    void open();

    void send(ProducerRecord<String, byte[]> message);

    /** Everything sent is delivered and these positions are the group's, when this returns. */
    void commit(Map<TopicPartition, OffsetAndMetadata> positions);

    /** Takes back what was sent since the last commit, as far as the delivery can. */
    void abort();

    @Override
    void close();
}
