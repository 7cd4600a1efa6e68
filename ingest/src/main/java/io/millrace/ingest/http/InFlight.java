package io.millrace.ingest.http;

import io.millrace.runtime.Refusal;
import java.util.List;

/** What Kafka has not acknowledged yet, bounded: more would only wait in memory. Thread-safe. */
final class InFlight {
    /** Half of what the producer may hold, so that sending never waits for room. */
    static final long MOST_BYTES = 32L << 20;

    private final int mostRecords;
    private int records;
    private long bytes;

    /** What one request has of it. */
    record Share(int records, long bytes) {
        static Share of(List<Entry> entries) {
            int records = 0;
            long bytes = 0;
            for (Entry entry : entries) {
                if (entry instanceof Entry.Ready ready) {
                    records++;
                    bytes += ready.message().value().length
                            + ready.message().key().length();
                }
            }
            return new Share(records, bytes);
        }
    }

    InFlight(int mostRecords) {
        this.mostRecords = mostRecords;
    }

    /** @throws Refusal where there is no room now */
    synchronized void take(Share share) {
        boolean alone = records == 0;
        if (records + share.records() > mostRecords || (!alone && bytes + share.bytes() > MOST_BYTES)) {
            throw Refusal.tooMuch(
                    "Kafka has " + records
                            + " records to acknowledge still: send again in a second, or smaller batches",
                    1);
        }
        records += share.records();
        bytes += share.bytes();
    }

    synchronized void giveBack(Share share) {
        records -= share.records();
        bytes -= share.bytes();
    }

    synchronized int records() {
        return records;
    }
}
