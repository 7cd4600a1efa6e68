package io.millrace.trainer;

import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.topics.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The models topic at one moment: its latest record of each key. */
final class Ledger {
    private final Map<String, ModelVersion> latest;

    /** @param latest key to value */
    Ledger(Map<String, ModelVersion> latest) {
        Map<String, ModelVersion> kept = new HashMap<>(latest);
        kept.values().removeIf(value -> value == null);
        this.latest = Map.copyOf(kept);
    }

    Optional<ModelVersion> champion() {
        return Optional.ofNullable(latest.get(Topics.CHAMPION));
    }

    long nextVersion() {
        return 1
                + latest.values().stream()
                        .mapToLong(ModelVersion::getVersion)
                        .max()
                        .orElse(0);
    }

    /** The version that answered a request. */
    Optional<ModelVersion> answerTo(String request) {
        return latest.values().stream()
                .filter(version -> version.getLineage().getRequest().equals(request))
                .findAny();
    }
}
