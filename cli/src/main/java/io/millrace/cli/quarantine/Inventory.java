package io.millrace.cli.quarantine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.schemas.Rejected;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What lies in quarantine, by stage, reason and column. */
public final class Inventory {
    private final Map<Kind, Group> groups = new HashMap<>();

    private record Kind(String stage, String reason, Optional<String> field) {}

    private static final class Group {
        private long entries;
        private long replayed;
        private Instant first = Instant.MAX;
        private Instant last = Instant.MIN;
        private String message = "";

        private void add(Entry entry) {
            entries++;
            replayed += entry.replayed() ? 1 : 0;
            first = entry.timestamp().isBefore(first) ? entry.timestamp() : first;
            if (!entry.timestamp().isBefore(last)) {
                last = entry.timestamp();
                message = entry.rejected().getMessage();
            }
        }
    }

    public void add(Entry entry) {
        Rejected rejected = entry.rejected();
        Kind kind = new Kind(rejected.getStage(), rejected.getReason(), Optional.ofNullable(rejected.getField()));
        groups.computeIfAbsent(kind, key -> new Group()).add(entry);
    }

    /** A line for each kind, the most frequent first, with the message of its latest entry. */
    public String table() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%-8s %-16s %-20s %10s %10s  %-20s %-20s %s%n",
                "stage",
                "reason",
                "field",
                "entries",
                "replayed",
                "first record of",
                "last record of",
                "latest message"));
        for (Map.Entry<Kind, Group> group : sorted()) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-8s %-16s %-20s %,10d %,10d  %-20s %-20s %s%n",
                    group.getKey().stage(),
                    group.getKey().reason(),
                    group.getKey().field().orElse("-"),
                    group.getValue().entries,
                    group.getValue().replayed,
                    group.getValue().first.truncatedTo(ChronoUnit.SECONDS),
                    group.getValue().last.truncatedTo(ChronoUnit.SECONDS),
                    group.getValue().message));
        }
        return groups.isEmpty() ? "nothing is in quarantine\n" : table.toString();
    }

    public ArrayNode json() {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (Map.Entry<Kind, Group> group : sorted()) {
            ObjectNode line = json.addObject();
            line.put("stage", group.getKey().stage())
                    .put("reason", group.getKey().reason());
            line.put("field", group.getKey().field().orElse(null));
            line.put("entries", group.getValue().entries).put("replayed", group.getValue().replayed);
            line.put("firstRecordOf", group.getValue().first.toString());
            line.put("lastRecordOf", group.getValue().last.toString());
            line.put("latestMessage", group.getValue().message);
        }
        return json;
    }

    private List<Map.Entry<Kind, Group>> sorted() {
        return groups.entrySet().stream()
                .sorted(Comparator.<Map.Entry<Kind, Group>>comparingLong(group -> -group.getValue().entries)
                        .thenComparing(group -> group.getKey().toString()))
                .toList();
    }
}
