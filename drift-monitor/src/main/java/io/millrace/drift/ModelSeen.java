package io.millrace.drift;

import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.topics.Topics;
import java.util.List;

/**
 * A record of the models topic.
 *
 * @param serves whether it stands under the champion's key
 */
record ModelSeen(boolean serves, ModelVersion version) implements Evidence {

    static ModelSeen of(String key, ModelVersion version) {
        return new ModelSeen(Topics.CHAMPION.equals(key), version);
    }

    @Override
    public List<Decision> showTo(Monitor monitor, long at) {
        return monitor.onModel(this, at);
    }
}
