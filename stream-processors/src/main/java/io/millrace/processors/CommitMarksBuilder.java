package io.millrace.processors;

import java.util.Map;
import org.apache.kafka.streams.state.StoreBuilder;

/** Makes each task its marks. They have no cache or changelog to set: what they need they bring. */
final class CommitMarksBuilder implements StoreBuilder<CommitMarks> {
    @Override
    public CommitMarks build() {
        return new CommitMarks();
    }

    @Override
    public String name() {
        return CommitMarks.NAME;
    }

    @Override
    public boolean loggingEnabled() {
        return false;
    }

    @Override
    public Map<String, String> logConfig() {
        return Map.of();
    }

    @Override
    public StoreBuilder<CommitMarks> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<CommitMarks> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<CommitMarks> withLoggingEnabled(Map<String, String> config) {
        return this;
    }

    @Override
    public StoreBuilder<CommitMarks> withLoggingDisabled() {
        return this;
    }
}
