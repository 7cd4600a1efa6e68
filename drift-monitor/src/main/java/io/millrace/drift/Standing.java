package io.millrace.drift;

import java.util.Optional;

/**
 * Where the monitor stands: NORMAL → WARNING → DRIFT → COOLDOWN. Decides what a sighting means. Each state has a method per move that is
 * legal from it, and no other: at most one episode is open at a time.
 */
sealed interface Standing permits Normal, Warning, Drifting, Cooldown {

    /** To be shown after every outcome of the champion. */
    Step onErrors(ErrorSighting seen, Moment now);

    /** To be shown after every window of the champion that is compared. */
    Step onWindow(WindowSighting seen, Moment now);

    /** Another version serves from now on. */
    Standing onChampion(Champion champion, Moment now);

    /** The trainer has answered the latest request with a model that did not earn its place. */
    default Standing onRefusal() {
        return this;
    }

    /** The episode that is open. */
    default Optional<Drifting> episode() {
        return Optional.empty();
    }
}
