package io.millrace.drift.reactions;

import io.millrace.schemas.AlertReaction;
import io.millrace.schemas.DriftKind;
import io.millrace.schemas.Reaction;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which episodes somebody sees to and what is muted, from the records of the alert-reactions topic. One thread. */
public final class Reactions {
    private final Map<String, AlertReaction> latest = new HashMap<>();

    /** Key of a reaction on its topic: {@code mute/drift-3}, {@code mute/PREDICTION}, {@code acknowledgement/drift-3}. */
    public static String key(Reaction reaction, String subject) {
        return reaction.name().toLowerCase(Locale.ROOT) + "/" + subject;
    }

    /**
     * The next record of the topic.
     *
     * @param reaction empty where it was taken back
     */
    public void take(String key, Optional<AlertReaction> reaction) {
        reaction.ifPresentOrElse(given -> latest.put(key, given), () -> latest.remove(key));
    }

    public Optional<AlertReaction> acknowledgement(String episode) {
        return Optional.ofNullable(latest.get(key(Reaction.ACKNOWLEDGEMENT, episode)));
    }

    /** The mute of an episode, or of its kind, that lasts longest; empty where none lasts. */
    public Optional<AlertReaction> mute(String episode, DriftKind kind, Instant now) {
        return Stream.of(episode, kind.name())
                .map(subject -> latest.get(key(Reaction.MUTE, subject)))
                .filter(mute -> mute != null && mute.getUntil() != null)
                .filter(mute -> now.isBefore(mute.getUntil()))
                .max((one, other) -> one.getUntil().compareTo(other.getUntil()));
    }
}
