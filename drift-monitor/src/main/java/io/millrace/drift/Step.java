package io.millrace.drift;

import io.millrace.schemas.EpisodePhase;
import java.util.Optional;

/** One step of the standing: where it leads, and what is to be announced. */
record Step(Standing next, Optional<Announcement> announcement) {

    /** Something that users must know of an episode. */
    record Announcement(EpisodePhase phase, Drifting episode, String message) {}

    static Step quietly(Standing next) {
        return new Step(next, Optional.empty());
    }

    static Step announcing(EpisodePhase phase, Drifting episode, String message, Standing next) {
        return new Step(next, Optional.of(new Announcement(phase, episode, message)));
    }

    static Step opening(Drifting episode, String message) {
        return announcing(EpisodePhase.OPENED, episode, message, episode);
    }
}
