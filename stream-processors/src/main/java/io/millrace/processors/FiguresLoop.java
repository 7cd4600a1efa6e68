package io.millrace.processors;

import io.millrace.runtime.CompactedTopic;
import io.millrace.runtime.LoopService;
import io.millrace.runtime.MeteredConsumer;
import io.millrace.runtime.OwnRecords;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.schemas.ColumnProfile;
import io.millrace.schemas.serde.SchemaRegistry;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Tells the figures of columns what the profiles topic holds, and then what comes to it. */
final class FiguresLoop implements LoopService.Loop {
    private static final Duration WAIT = Duration.ofMillis(500);

    private final TopicPartition topic;
    private final Consumer<String, byte[]> consumer;
    private final OwnRecords<ColumnProfile> written;
    private final ColumnFigures figures;
    private final Runnable ready;
    private boolean whole;

    private FiguresLoop(
            TopicPartition topic,
            Consumer<String, byte[]> consumer,
            OwnRecords<ColumnProfile> written,
            ColumnFigures figures,
            Runnable ready) {
        this.topic = topic;
        this.consumer = consumer;
        this.written = written;
        this.figures = figures;
        this.ready = ready;
    }

    /**
     * Started once all that is on the topic is read.
     *
     * @param service whose clients these are
     */
    static Service service(String service, ServiceContext context, SchemaRegistry registry, ColumnFigures figures) {
        TopicPartition topic = new TopicPartition(context.topics().profiles().name(), 0);
        LoopService loop = new LoopService(
                service,
                context,
                ready -> new FiguresLoop(
                        topic,
                        new MeteredConsumer<>(
                                context.kafka().consumer(),
                                new StringDeserializer(),
                                new ByteArrayDeserializer(),
                                context.meters()),
                        new OwnRecords<>(context.topics().profiles(), registry),
                        figures,
                        ready));
        return new AwaitedService(loop, "the profiles of columns");
    }

    @Override
    public void turn() {
        if (whole) {
            consumer.poll(WAIT).forEach(this::take);
            return;
        }
        consumer.assign(List.of(topic));
        consumer.seekToBeginning(List.of(topic));
        CompactedTopic.readToEnd(consumer, topic, this::take);
        whole = true;
        ready.run();
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        figures.take(record.key(), written.read(record.value()));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
