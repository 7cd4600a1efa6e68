package io.millrace.cli.alerts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.drift.reactions.Reactions;
import io.millrace.schemas.AlertReaction;
import io.millrace.schemas.DriftAlert;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The episodes of a pipeline, from its alerts in their order and what people made of them. */
public final class Episodes {
    private static final String LINE = "%-12s %-6s %-12s %-8s %-20s %-20s %-12s %-20s %s%n";

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Reactions reactions = new Reactions();

    private record Entry(Instant since, int alerts, DriftAlert latest) {
        Entry then(DriftAlert alert) {
            return new Entry(since, alerts + 1, alert);
        }
    }

    void alert(DriftAlert alert) {
        entries.merge(alert.getEpisode(), new Entry(alert.getAt(), 1, alert), (known, next) -> known.then(alert));
    }

    void reaction(String key, Optional<AlertReaction> reaction) {
        reactions.take(key, reaction);
    }

    public boolean has(String episode) {
        return entries.containsKey(episode);
    }

    /**
     * The open ones first, the latest of each first.
     *
     * @param openOnly leave out those that are closed
     */
    public List<Episode> list(boolean openOnly, Instant now) {
        return entries.values().stream()
                .map(entry -> episode(entry, now))
                .filter(episode -> episode.isOpen() || !openOnly)
                .sorted(Comparator.comparing(Episode::isOpen)
                        .thenComparing(Episode::since)
                        .reversed())
                .toList();
    }

    private Episode episode(Entry entry, Instant now) {
        DriftAlert latest = entry.latest();
        return new Episode(
                entry.since(),
                entry.alerts(),
                latest,
                reactions.acknowledgement(latest.getEpisode()),
                reactions.mute(latest.getEpisode(), latest.getKind(), now));
    }

    /** A line for each. */
    public static String table(List<Episode> episodes) {
        StringBuilder table = new StringBuilder(LINE.formatted(
                "episode", "state", "kind", "severity", "since", "latest alert", "acked by", "muted until", "message"));
        for (Episode episode : episodes) {
            DriftAlert latest = episode.latest();
            table.append(String.format(
                    Locale.ROOT,
                    LINE,
                    episode.id(),
                    episode.isOpen() ? "open" : "closed",
                    latest.getKind(),
                    latest.getSeverity(),
                    shown(episode.since()),
                    shown(latest.getAt()),
                    episode.acknowledgement().map(AlertReaction::getBy).orElse("-"),
                    episode.mute().map(mute -> shown(mute.getUntil())).orElse("-"),
                    latest.getMessage()));
        }
        return episodes.isEmpty() ? "no episodes\n" : table.toString();
    }

    public static ArrayNode json(List<Episode> episodes) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (Episode episode : episodes) {
            DriftAlert latest = episode.latest();
            ObjectNode line = json.addObject();
            line.put("episode", episode.id()).put("open", episode.isOpen());
            line.put("kind", latest.getKind().name())
                    .put("severity", latest.getSeverity().name());
            line.put("since", episode.since().toString()).put("alerts", episode.alerts());
            line.put("latestPhase", latest.getPhase().name())
                    .put("latestAt", latest.getAt().toString());
            line.put("message", latest.getMessage()).put("modelVersion", latest.getModelVersion());
            put(line, "acknowledged", episode.acknowledgement());
            put(line, "muted", episode.mute());
        }
        return json;
    }

    private static void put(ObjectNode line, String name, Optional<AlertReaction> reaction) {
        if (reaction.isEmpty()) {
            line.putNull(name);
            return;
        }
        AlertReaction given = reaction.get();
        ObjectNode node = line.putObject(name);
        node.put("subject", given.getSubject())
                .put("by", given.getBy())
                .put("at", given.getAt().toString());
        node.put("note", given.getNote());
        if (given.getUntil() != null) {
            node.put("until", given.getUntil().toString());
        }
    }

    private static String shown(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
