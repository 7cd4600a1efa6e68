package io.millrace.drift.webhooks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.schemas.DriftAlert;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Format {@code json}: the alert with all its fields, in the envelope that Standard Webhooks suggests. */
record PlainWording(String pipeline) implements Wording {
    @Override
    public String told(DriftAlert alert, Optional<DriftAlert> before, Instant now) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", "drift." + alert.getPhase().name().toLowerCase(Locale.ROOT));
        body.put("timestamp", alert.getAt().toString());
        body.put("pipeline", pipeline);
        body.set("data", AvroJson.of(alert));
        return body.toString();
    }
}
