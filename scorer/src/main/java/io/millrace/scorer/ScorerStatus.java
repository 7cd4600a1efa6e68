package io.millrace.scorer;

import io.millrace.runtime.Health;
import java.util.Optional;

/** What a person asking for the scorer's health should know beyond up or down. Thread-safe. */
final class ScorerStatus {
    private volatile Optional<String> trouble = Optional.empty();

    /** A model that was not taken; predictions go on with the one before. */
    void trouble(String reason) {
        trouble = Optional.of(reason);
    }

    /** A champion serves as it should. */
    void noTrouble() {
        trouble = Optional.empty();
    }

    /** @param loop health of the loop itself */
    Health of(Health loop) {
        if (!loop.isReady()) {
            return loop;
        }
        return trouble.map(reason -> new Health(Health.State.READY, "ready, but " + reason))
                .orElse(loop);
    }
}
