package io.millrace.ingest.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.runtime.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * What became of one request, counted: received = accepted + refused + unacknowledged.
 *
 * @param accepted on the topic
 * @param refused never to be taken as they are
 * @param unacknowledged on the topic or not; to be sent again with the same ids
 */
record Outcome(Delivery delivery, Set<String> ignored, int accepted, int invalid, int tooLarge, int unacknowledged) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int BYTES_A_RESULT = 64;

    static Outcome of(Delivery delivery, Set<String> ignored) {
        int accepted = 0;
        int invalid = 0;
        int tooLarge = 0;
        int unacknowledged = 0;
        for (int i = 0; i < delivery.entries().size(); i++) {
            Exception failure = delivery.failure(i);
            if (delivery.entries().get(i) instanceof Entry.Refused) {
                invalid++;
            } else if (failure == null) {
                accepted++;
            } else if (Delivery.isFinal(failure)) {
                tooLarge++;
            } else {
                unacknowledged++;
            }
        }
        return new Outcome(delivery, ignored, accepted, invalid, tooLarge, unacknowledged);
    }

    int refused() {
        return invalid + tooLarge;
    }

    /** 202 all accepted, 207 some, 422 none; 503 where Kafka did not acknowledge some. */
    int status() {
        if (unacknowledged > 0) {
            return 503;
        }
        return refused() == 0 ? 202 : accepted > 0 ? 207 : 422;
    }

    Reply reply() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(
                256 + BYTES_A_RESULT * delivery.entries().size());
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (status() == 503) {
                json.writeStringField(
                        "error",
                        "Kafka did not acknowledge " + unacknowledged + " of "
                                + delivery.entries().size() + " in time: send these again with the same ids");
            } else if (status() == 422) {
                json.writeStringField("error", "nothing was accepted: the results say why");
            }
            json.writeNumberField("accepted", accepted);
            json.writeNumberField("refused", refused());
            json.writeNumberField("unacknowledged", unacknowledged);
            if (!ignored.isEmpty()) {
                json.writeArrayFieldStart("ignoredFields");
                for (String field : ignored) {
                    json.writeString(field);
                }
                json.writeEndArray();
            }
            json.writeArrayFieldStart("results");
            for (int i = 0; i < delivery.entries().size(); i++) {
                write(json, i);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return Reply.json(status(), bytes.toByteArray());
    }

    private void write(JsonGenerator json, int i) throws IOException {
        json.writeStartObject();
        if (delivery.entries().get(i) instanceof Entry.Refused refused) {
            json.writeNumberField("line", refused.line());
            json.writeNumberField("column", refused.column());
            if (refused.field().isPresent()) {
                json.writeStringField("field", refused.field().get());
            }
            json.writeStringField("error", refused.error());
        } else {
            json.writeStringField(
                    "id", ((Entry.Ready) delivery.entries().get(i)).message().key());
            RecordMetadata stands = delivery.acknowledged(i);
            if (stands != null) {
                json.writeNumberField("partition", stands.partition());
                json.writeNumberField("offset", stands.offset());
            } else {
                json.writeStringField("error", error(delivery.failure(i)));
            }
        }
        json.writeEndObject();
    }

    private static String error(Exception failure) {
        return Delivery.isFinal(failure)
                ? "is larger than Kafka takes: " + failure.getMessage()
                : "not acknowledged: " + failure.getMessage();
    }
}
