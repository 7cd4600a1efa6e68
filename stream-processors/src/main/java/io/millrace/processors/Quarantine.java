package io.millrace.processors;

import io.millrace.schemas.Rejected;
import io.millrace.schemas.RejectedHeader;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Puts records aside whole, with where they came from and why. */
public final class Quarantine {
    static final String NODE = "quarantine";

    /**
     * What is kept of one record, at most. A record with its envelope must fit into what brokers take by default (1
     * MiB), or putting it aside would stop the topology.
     */
    static final int LARGEST_BYTES = 900_000;

    private static final String NOT_WHOLE =
            " (too large to be kept whole: see the original by its topic, partition and offset)";

    private Quarantine() {}

    /** Whether all there was of the original was kept. */
    public static boolean isWhole(Rejected rejected) {
        return !rejected.getMessage().endsWith(NOT_WHOLE);
    }

    /** @param stage what it is put aside by: clean, encode, join */
    static Record<String, Rejected> of(
            Record<byte[], byte[]> original, RecordMetadata from, String stage, Rejection rejection) {
        String id = RecordId.shown(original.key());
        Kept kept = Kept.of(original);
        Rejected rejected = new Rejected(
                id,
                stage,
                rejection.reason().code(),
                rejection.field().orElse(null),
                rejection.getMessage() + kept.note(),
                kept.key(),
                kept.value(),
                kept.headers(),
                from.topic(),
                from.partition(),
                from.offset(),
                Instant.ofEpochMilli(original.timestamp()));
        return new Record<>(id.isEmpty() ? null : id, rejected, original.timestamp());
    }

    /** What of the original fits: key first, then value, then headers. */
    private record Kept(ByteBuffer key, ByteBuffer value, List<RejectedHeader> headers, String note) {
        static Kept of(Record<byte[], byte[]> original) {
            long keyBytes = length(original.key());
            long valueBytes = length(original.value());
            boolean keepsKey = keyBytes <= LARGEST_BYTES;
            boolean keepsValue = keepsKey && keyBytes + valueBytes <= LARGEST_BYTES;
            boolean keepsHeaders = keepsValue && keyBytes + valueBytes + length(original.headers()) <= LARGEST_BYTES;
            return new Kept(
                    keepsKey ? wrapped(original.key()) : null,
                    keepsValue ? wrapped(original.value()) : null,
                    keepsHeaders ? copied(original.headers()) : List.of(),
                    keepsHeaders ? "" : NOT_WHOLE);
        }

        private static long length(byte[] bytes) {
            return bytes == null ? 0 : bytes.length;
        }

        private static long length(Headers headers) {
            long bytes = 0;
            for (Header header : headers) {
                bytes += 3L * header.key().length() + length(header.value());
            }
            return bytes;
        }

        private static ByteBuffer wrapped(byte[] bytes) {
            return bytes == null ? null : ByteBuffer.wrap(bytes);
        }

        private static List<RejectedHeader> copied(Headers headers) {
            List<RejectedHeader> copies = new ArrayList<>();
            for (Header header : headers) {
                copies.add(new RejectedHeader(header.key(), wrapped(header.value())));
            }
            return copies;
        }
    }
}
