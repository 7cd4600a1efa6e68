package io.millrace.systemtests;

import io.millrace.runtime.KafkaConnection;
import io.millrace.systemtests.DirtyRecords.Sale;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends sales at a steady rate from a thread of its own, until there are no more or it is told to stop. */
final class PacedSender implements AutoCloseable {
    private static final int BATCHES_PER_SECOND = 20;

    private final String topic;
    private final Iterator<Sale> sales;
    private final int perBatch;
    private final KafkaProducer<String, byte[]> producer;
    private final List<Sale> sent = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "paced-sender");
    private volatile boolean stopping;
    private volatile RuntimeException failure;

    PacedSender(KafkaConnection kafka, String topic, Iterator<Sale> sales, int recordsPerSecond) {
        this.topic = topic;
        this.sales = sales;
        this.perBatch = recordsPerSecond / BATCHES_PER_SECOND;
        this.producer = new KafkaProducer<>(kafka.producer(), new StringSerializer(), new ByteArraySerializer());
        thread.start();
    }

    /** All that was sent, once there are no more. */
    List<Sale> finish() throws InterruptedException {
        thread.join();
        producer.close();
        if (failure != null) {
            throw failure;
        }
        return sent;
    }

    /** All that was sent until now. */
    List<Sale> stop() throws InterruptedException {
        stopping = true;
        return finish();
    }

    private void run() {
        try {
            while (!stopping && sales.hasNext()) {
                for (int i = 0; i < perBatch && sales.hasNext(); i++) {
                    send(sales.next());
                }
                Thread.sleep(1_000 / BATCHES_PER_SECOND);
            }
            producer.flush();
        } catch (RuntimeException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Sale sale) {
        producer.send(new ProducerRecord<>(topic, sale.id(), sale.value()), (at, e) -> {
            if (e != null && failure == null) {
                failure = new IllegalStateException("not sent: " + sale.id() + ": " + e, e);
            }
        });
        sent.add(sale);
    }

    @Override
    public void close() throws InterruptedException {
        stopping = true;
        thread.join();
        producer.close();
    }
}
