package io.millrace.ingest;

import io.millrace.ingest.sources.Item;
import io.millrace.ingest.sources.ItemReader;
import io.millrace.ingest.sources.RecordSource;
import io.millrace.schemas.IngestPosition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One incarnation of the sending: from the committed position on, until the source ends or something fails. Items and the
 * position behind them are in one transaction, so that an item that was sent is an item that is never sent again. Owns its
 * producer and reader; for one thread.
 */
final class Transfer implements AutoCloseable, Item.Destination {
    private static final Logger LOG = LoggerFactory.getLogger(Transfer.class);

    static final int MOST_ITEMS = 500;
    private static final long MOST_MILLIS = 50;
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final String source;
    private final Producer<String, byte[]> producer;
    private final Outlet outlet;
    private final InstantSource clock;
    private final ItemReader reader;
    private long position;
    private boolean finished;
    private boolean inTransaction;
    private int records;
    private int labels;

    /** Fences off every earlier incarnation, ends its open transaction, and finds the position behind what was committed. */
    Transfer(
            RecordSource source,
            Producer<String, byte[]> producer,
            Positions positions,
            Outlet outlet,
            InstantSource clock) {
        this.source = source.name();
        this.producer = producer;
        this.outlet = outlet;
        this.clock = clock;
        try {
            producer.initTransactions();
            Optional<IngestPosition> committed = positions.committed(this.source);
            this.position = committed.map(IngestPosition::getPosition).orElse(0L);
            this.finished = committed.map(IngestPosition::getFinished).orElse(false);
            this.reader = source.open(position);
        } catch (RuntimeException e) {
            producer.close(CLOSING);
            throw e;
        }
    }

    /** Sends and commits the next items: at most so many records, 500 items or 50 ms of reading. */
    Batch send(int mostRecords) {
        records = 0;
        labels = 0;
        if (!finished) {
            producer.beginTransaction();
            inTransaction = true;
            fill(mostRecords);
            producer.send(outlet.position(new IngestPosition(source, position, finished)));
            producer.commitTransaction();
            inTransaction = false;
        }
        return new Batch(records, labels, position, finished ? 1 : reader.share(), finished);
    }

    /** Behind the last item that was committed or tried. */
    long position() {
        return position;
    }

    private void fill(int mostRecords) {
        long until = clock.millis() + MOST_MILLIS;
        for (int items = 0; items < MOST_ITEMS && records < mostRecords && clock.millis() <= until; items++) {
            Optional<Item> item = reader.next();
            if (item.isEmpty()) {
                finished = true;
                return;
            }
            item.get().accept(this);
            position++;
        }
    }

    @Override
    public void row(Item.Row row) {
        producer.send(outlet.row(row));
        records++;
    }

    @Override
    public void malformed(Item.Malformed malformed) {
        producer.send(outlet.malformed(malformed));
        records++;
    }

    @Override
    public void label(Item.Label label) {
        producer.send(outlet.label(label));
        labels++;
    }

    /** Aborts a transaction that did not come to its end. Where that fails too, the next incarnation ends it. */
    @Override
    public void close() {
        try (ItemReader closed = reader) {
            if (inTransaction) {
                producer.abortTransaction();
            }
        } catch (KafkaException | IllegalStateException e) {
            LOG.debug("the transaction is left to the next incarnation", e); // fenced off, or out of reach
        } finally {
            producer.close(CLOSING);
        }
    }
}
