package io.millrace.trainer;

import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the online learner wants to know of the models topic: what became of its proposal. */
final class OnlineVersions {
    private final Map<Long, Seen> seen = new HashMap<>();

    /** What is kept of a version, which is large. */
    record Seen(long version, ModelStatus status, int revision, String request) {
        /** It serves, or is compared with what serves: what is learnt on goes into it. */
        boolean isLive() {
            return status == ModelStatus.SHADOW || status == ModelStatus.CHAMPION;
        }

        /** It is over with it, or with the part that it had. */
        boolean isOver() {
            return status == ModelStatus.REJECTED || status == ModelStatus.ARCHIVED;
        }
    }

    /** A record under a version's own key. */
    void see(ModelVersion version) {
        seen.put(
                version.getVersion(),
                new Seen(
                        version.getVersion(),
                        version.getStatus(),
                        version.getRevision(),
                        version.getLineage().getRequest()));
    }

    /** The version that a request has become. */
    Optional<Seen> of(String request) {
        return seen.values().stream()
                .filter(version -> version.request().equals(request))
                .findAny();
    }
}
