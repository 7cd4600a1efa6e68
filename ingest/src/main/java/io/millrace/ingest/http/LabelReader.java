package io.millrace.ingest.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.schemas.Label;
import io.millrace.schemas.serde.AvroSerde;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Labels: {@code {"id": ..., "label": ..., "labelledAt": ...}}, the last one optional. */
final class LabelReader implements ObjectReader {
    private static final String ID = "id";
    private static final String LABEL = "label";
    private static final String LABELLED_AT = "labelledAt";

    private final String topic;
    private final AvroSerde<Label> serde;
    private final Instant now;

    /** @param now when a label became known that does not say so */
    LabelReader(String topic, AvroSerde<Label> serde, Instant now) {
        this.topic = topic;
        this.serde = serde;
        this.now = now;
    }

    @Override
    public Entry.Ready read(JsonParser parser, int number) throws IOException, Entry.Wrong {
        Object id = null;
        Object label = null;
        Object labelledAt = null;
        String unknown = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            Object value = Values.read(parser);
            switch (name) {
                case ID -> id = value;
                case LABEL -> label = value;
                case LABELLED_AT -> labelledAt = value;
                default -> unknown = name;
            }
        }
        if (unknown != null) {
            throw new Entry.Wrong(unknown, "is not a field of a label: id, label and labelledAt are");
        }
        String key = Values.id(ID, id);
        Label message = new Label(key, text(label), time(labelledAt));
        return new Entry.Ready(
                new ProducerRecord<>(topic, null, now.toEpochMilli(), key, serde.serialize(topic, message)));
    }

    private static String text(Object label) throws Entry.Wrong {
        if (label instanceof String || label instanceof Number || label instanceof Boolean) {
            String text = label.toString().trim();
            if (!text.isEmpty()) {
                return text;
            }
        }
        throw new Entry.Wrong(LABEL, "is missing, or no text, number or boolean: it is the true answer");
    }

    private Instant time(Object labelledAt) throws Entry.Wrong {
        try {
            if (labelledAt == null) {
                return now;
            } else if (labelledAt instanceof Long millis) {
                return Instant.ofEpochMilli(millis);
            } else if (labelledAt instanceof String text) {
                return Instant.ofEpochMilli(Instant.parse(text).toEpochMilli());
            }
        } catch (DateTimeParseException | ArithmeticException e) {
            // said below
        }
        throw new Entry.Wrong(
                LABELLED_AT, "must be like 2026-01-31T12:00:00Z, or milliseconds since 1970-01-01T00:00:00Z");
    }
}
