package io.millrace.ingest.http;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;

/** Sends what is ready of one request, and keeps what became of each entry. Order of use: {@link #send}, then what it completes with. */
final class Delivery {
    private static final Object NOT_SENT = new Object();

    private final List<Entry> entries;
    /** Of each entry, once it is known: a RecordMetadata, an Exception, or that it was not to be sent. */
    private final AtomicReferenceArray<Object> results;

    private final AtomicInteger open;
    private final CompletableFuture<Delivery> done = new CompletableFuture<>();

    private Delivery(List<Entry> entries) {
        this.entries = entries;
        this.results = new AtomicReferenceArray<>(entries.size());
        this.open = new AtomicInteger(entries.size());
    }

    /** Completes when the fate of every entry is known, with this; never exceptionally. */
    static CompletableFuture<Delivery> send(List<Entry> entries, Producer<String, byte[]> producer) {
        Delivery delivery = new Delivery(entries);
        delivery.sendAll(producer);
        return delivery.done;
    }

    List<Entry> entries() {
        return entries;
    }

    /** Where an entry stands on the topic, or null. */
    RecordMetadata acknowledged(int entry) {
        return results.get(entry) instanceof RecordMetadata metadata ? metadata : null;
    }

    /** Why a ready entry is not on the topic, or may not be; null where it is. */
    Exception failure(int entry) {
        return results.get(entry) instanceof Exception e ? e : null;
    }

    /** Whether Kafka will never take it, however often it is sent. */
    static boolean isFinal(Exception failure) {
        return failure instanceof RecordTooLargeException;
    }

    private void sendAll(Producer<String, byte[]> producer) {
        Exception outOfReach = null;
        for (int i = 0; i < entries.size(); i++) {
            if (!(entries.get(i) instanceof Entry.Ready ready)) {
                settle(i, NOT_SENT);
            } else if (outOfReach != null) {
                settle(i, outOfReach); // the rest would wait as long, one by one
            } else {
                outOfReach = send(i, ready, producer);
            }
        }
    }

    /** What kept the producer from even trying, or null. */
    private Exception send(int entry, Entry.Ready ready, Producer<String, byte[]> producer) {
        try {
            producer.send(ready.message(), (metadata, e) -> settle(entry, e == null ? metadata : e));
            return failure(entry) instanceof TimeoutException e ? e : null;
        } catch (KafkaException | IllegalStateException e) { // the producer is interrupted, closed or broken
            settle(entry, e);
            return e;
        }
    }

    private void settle(int entry, Object result) {
        if (results.compareAndSet(entry, null, result) && open.decrementAndGet() == 0) {
            done.complete(this);
        }
    }
}
