package io.millrace.cli.quarantine;

import io.millrace.schemas.Rejected;
import io.millrace.schemas.RejectedHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Entries as tests want them. */
final class Entries {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Entries() {}

    static Entry entry(long offset, String reason, String field, byte[] value) {
        Rejected rejected = new Rejected(
                "id-" + offset,
                "encode",
                reason,
                field,
                "message " + offset,
                ByteBuffer.wrap(("id-" + offset).getBytes(StandardCharsets.UTF_8)),
                value == null ? null : ByteBuffer.wrap(value),
                List.of(new RejectedHeader("source", ByteBuffer.wrap("till".getBytes(StandardCharsets.UTF_8)))),
                "sales.records",
                1,
                offset + 100,
                NOON.plusSeconds(offset));
        return new Entry(new Place(2, offset), rejected, offset % 2 == 1);
    }

    static Entry entry(long offset, String reason, String field) {
        return entry(offset, reason, field, new byte[0]);
    }
}
