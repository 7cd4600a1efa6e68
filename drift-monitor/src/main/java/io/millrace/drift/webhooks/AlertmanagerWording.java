package io.millrace.drift.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.EpisodePhase;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Format {@code alertmanager}: what Alertmanager takes at {@code POST /api/v2/alerts}. It knows an alert by its labels: where an episode
 * gets another kind or severity, the alert by the labels of before ends as that by the new ones begins. An alert that is not told again
 * within its {@code resolve_timeout} is over for it, and after a restart it knows none: so open ones are told again and again, as Prometheus
 * does.
 *
 * @param generatorUrl page that alerts link to
 */
record AlertmanagerWording(String pipeline, Optional<String> generatorUrl) implements Wording {
    /** Fields that are labels, or the summary. */
    private static final Set<String> SAID = Set.of("episode", "kind", "severity", "message");

    @Override
    public String told(DriftAlert alert, Optional<DriftAlert> before, Instant now) {
        ArrayNode alerts = JsonNodeFactory.instance.arrayNode();
        before.filter(known -> !labels(known).equals(labels(alert)))
                .ifPresent(known -> alerts.add(alert(known, Optional.of(alert.getAt()), now)));
        boolean closed = alert.getPhase() == EpisodePhase.CLOSED;
        alerts.add(alert(alert, closed ? Optional.of(alert.getAt()) : Optional.empty(), now));
        return alerts.toString();
    }

    @Override
    public Optional<String> again(Collection<DriftAlert> open, Instant now) {
        if (open.isEmpty()) {
            return Optional.empty();
        }
        ArrayNode alerts = JsonNodeFactory.instance.arrayNode();
        open.forEach(alert -> alerts.add(alert(alert, Optional.empty(), now)));
        return Optional.of(alerts.toString());
    }

    private ObjectNode alert(DriftAlert alert, Optional<Instant> end, Instant now) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("labels", labels(alert));
        node.set("annotations", annotations(alert));
        Instant start = earlier(alert.getChangedAt(), now);
        node.put("startsAt", start.toString());
        // an end that is still to come would mean an alert that goes on, one before the start is refused
        end.ifPresent(at -> node.put("endsAt", later(earlier(at, now), start).toString()));
        generatorUrl.ifPresent(url -> node.put("generatorURL", url));
        return node;
    }

    private ObjectNode labels(DriftAlert alert) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("alertname", "MillraceDrift")
                .put("pipeline", pipeline)
                .put("episode", alert.getEpisode())
                .put("kind", alert.getKind().name().toLowerCase(Locale.ROOT))
                .put("severity", alert.getSeverity().name().toLowerCase(Locale.ROOT));
    }

    /** All other fields, as text. */
    private static ObjectNode annotations(DriftAlert alert) {
        ObjectNode annotations = JsonNodeFactory.instance.objectNode().put("summary", alert.getMessage());
        AvroJson.of(alert).properties().stream()
                .filter(field ->
                        !SAID.contains(field.getKey()) && !field.getValue().isNull())
                .forEach(field -> annotations.put(field.getKey(), text(field.getValue())));
        return annotations;
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
