package io.millrace.benchmarks.score;

import io.millrace.runtime.LoopService;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The least that reads a topic and writes another, at least once: bytes in, the same bytes out, positions committed behind a flush
 * as often as the scorer does. Its clients have the scorer's settings.
 */
final class CopyLoop implements LoopService.Loop {
    private static final Duration IDLE_WAIT = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final String to;
    private final long commitNanos;
    private final Runnable ready;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Callback written = (metadata, e) -> failure.compareAndSet(null, e);
    private long committedNanos = System.nanoTime();

    private CopyLoop(ServiceContext context, String group, String to, Runnable ready) {
        Map<String, Object> settings = new HashMap<>(context.kafka().consumer(group));
        settings.put("max.poll.records", context.pipeline().scoring().maxBatch());
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.producer =
                new KafkaProducer<>(context.kafka().producer(), new ByteArraySerializer(), new ByteArraySerializer());
        this.to = to;
        this.commitNanos = context.pipeline().scoring().commitEvery().toNanos();
        this.ready = ready;
        consumer.subscribe(List.of(context.topics().features().name()));
    }

    /** @param group that no other lap has */
    static Service service(ServiceContext context, String group, String to) {
        return new LoopService("copy", context, ready -> new CopyLoop(context, group, to, ready));
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback sees what the future would say
    public void turn() {
        ready.run();
        consumer.poll(IDLE_WAIT)
                .forEach(record -> producer.send(
                        new ProducerRecord<>(
                                to, null, record.timestamp(), record.key(), record.value(), record.headers()),
                        written));
        if (System.nanoTime() - committedNanos >= commitNanos) {
            commit();
            committedNanos = System.nanoTime();
        }
    }

    @Override
    public void close() {
        LoopService.closing("the last copies", this::commit);
        LoopService.closing("the consumer", consumer::close);
        LoopService.closing("the producer", producer::close);
    }

    private void commit() {
        producer.flush();
        if (failure.get() != null) {
            throw new KafkaException("a copy could not be written", failure.get());
        }
        consumer.commitSync();
    }
}
