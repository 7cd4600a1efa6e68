package io.millrace.cli.quarantine;

import io.millrace.schemas.Rejected;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries are meant: those that are like everything that is given.
 *
 * @param reason code, such as wrong-type
 * @param stage clean, encode, join or score
 * @param field column that was at fault
 * @param id of the original record
 * @param since Kafka timestamp of the original then or later
 * @param at places; empty where any will do
 */
public record Filter(
        Optional<String> reason,
        Optional<String> stage,
        Optional<String> field,
        Optional<String> id,
        Optional<Instant> since,
        Set<Place> at) {
    public Filter {
        at = Set.copyOf(at);
    }

    /** Whether nothing is left out. */
    public boolean isEmpty() {
        return reason.isEmpty()
                && stage.isEmpty()
                && field.isEmpty()
                && id.isEmpty()
                && since.isEmpty()
                && at.isEmpty();
    }

    boolean matches(Entry entry) {
        Rejected rejected = entry.rejected();
        return is(reason, rejected.getReason())
                && is(stage, rejected.getStage())
                && is(field, rejected.getField())
                && is(id, rejected.getId())
                && since.filter(entry.timestamp()::isBefore).isEmpty()
                && (at.isEmpty() || at.contains(entry.place()));
    }

    private static boolean is(Optional<String> wanted, String found) {
        return wanted.isEmpty() || wanted.get().equals(found);
    }
}
