package io.millrace.scorer;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The way out of the scorer, by the delivery the pipeline asks for. Order of use: {@link #open}, any number of {@link #send}, then
 * {@link #commit} or {@link #abort}, and again from the sends, with {@link #settle} now and then; {@link #finish}, {@link #close}.
 */
sealed interface Outbox extends AutoCloseable permits ExactlyOnceOutbox, AtLeastOnceOutbox {
    /** Ends what an earlier incarnation left open. */
    void open();

    void send(ProducerRecord<String, byte[]> message);

    /**
     * Makes these positions the group's, once everything sent is delivered: before this returns, or later.
     *
     * @param committed called by the caller's thread when it is done
     */
    void commit(Map<TopicPartition, OffsetAndMetadata> positions, Runnable committed);

    /** Goes on with a commit that is not done yet, without waiting. */
    void settle();

    /** Waits until all commits are done. */
    void finish();

    /** Takes back what was sent since the last commit, as far as the delivery can. */
    void abort();

    /** Drops commits that are not done, without a word to Kafka: nothing is waited for any more. */
    void forget();

    @Override
    void close();
}
