package io.millrace.cli.audit;

import io.millrace.cli.process.Termination;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Checks a pipeline on any cluster: every record that is committed by now gives one feature vector or one quarantine entry,
 * every vector one prediction. Only reads.
 */
public final class PipelineAudit {
    private static final long ROUND_MILLIS = 500;

    private final KafkaConnection kafka;
    private final Topics topics;
    private final InstantSource clock;
    private final Termination termination;

    public PipelineAudit(KafkaConnection kafka, Topics topics, InstantSource clock, Termination termination) {
        this.kafka = kafka;
        this.topics = topics;
        this.clock = clock;
        this.termination = termination;
    }

    /**
     * @param wait how long to wait for what is still on its way
     * @throws ServiceFailure where the topics cannot be read
     */
    public AuditReport run(Duration wait) throws InterruptedException {
        long endMillis = clock.millis() + wait.toMillis();
        try (TopicReader reader = new TopicReader(kafka, termination)) {
            Retained retained = Retained.of(
                    reader,
                    List.of(topics.records(), topics.quarantine(), topics.features(), topics.predictions()),
                    clock.millis());
            Book book = new Book(topics, kafka.registry(), retained.fromMillis());
            Snapshot snapshot = new Snapshot(reader)
                    .add(topics.models(), book::model)
                    .add(topics.driftAlerts(), book::alert)
                    .add(topics.outcomes(), book::outcome)
                    .add(topics.labels(), book::label)
                    .add(topics.predictions(), book::prediction)
                    .add(topics.quarantine(), book::quarantined)
                    .add(topics.features(), book::vector)
                    .add(topics.records(), book::record);
            snapshot.advance();
            Map<TopicPartition, Long> recordEnds = snapshot.leave(topics.records());
            book.close(recordEnds);
            Standing standing = Standing.of(book.balances());
            while (!standing.isComplete() && clock.millis() < endMillis) {
                pause();
                snapshot.advance();
                standing = Standing.of(book.balances());
            }
            if (standing.surplusVectors() > 0) {
                reader.read(recordEnds, reader.ends(topics.records()), book::laterRecord);
                standing = Standing.of(book.balances());
            }
            return new AuditReport(book, standing, retained, names(reader, standing.examples()));
        } catch (KafkaException e) {
            throw new ServiceFailure("the topics cannot be read: " + e.getMessage(), e);
        }
    }

    private void pause() throws InterruptedException {
        if (termination.asked(ROUND_MILLIS)) {
            throw new ServiceFailure("stopped on request before the end");
        }
    }

    /** The ids behind hashes, looked for where ids are keys. */
    private Set<String> names(TopicReader reader, Set<Long> hashes) throws InterruptedException {
        Set<String> names = new TreeSet<>();
        if (!hashes.isEmpty()) {
            for (Topic<?> topic :
                    List.of(topics.records(), topics.features(), topics.predictions(), topics.outcomes())) {
                reader.readAll(topic, entry -> name(entry, hashes, names));
            }
        }
        return names;
    }

    private static void name(ConsumerRecord<byte[], byte[]> entry, Set<Long> hashes, Set<String> names) {
        if (entry.key() != null && hashes.contains(IdHash.of(entry.key()))) {
            names.add(new String(entry.key(), StandardCharsets.UTF_8));
        }
    }
}
