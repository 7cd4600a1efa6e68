package io.millrace.scorer;

import io.millrace.schemas.Rejected;
import io.millrace.schemas.RejectedHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Makes the quarantine entry of a features record that got no prediction. */
final class Rejection {
    private static final String STAGE = "score";

    private Rejection() {}

    /**
     * @param reason code in kebab case
     * @param message one line for a person
     */
    static Rejected of(ConsumerRecord<String, byte[]> record, String reason, String message) {
        List<RejectedHeader> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new RejectedHeader(header.key(), wrapped(header.value())));
        }
        byte[] key = Optional.ofNullable(record.key())
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .orElse(null);
        return new Rejected(
                record.key() == null ? "" : record.key(),
                STAGE,
                reason,
                null,
                message,
                wrapped(key),
                wrapped(record.value()),
                headers,
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()));
    }

    private static ByteBuffer wrapped(byte[] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
