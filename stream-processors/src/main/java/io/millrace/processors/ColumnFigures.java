package io.millrace.processors;

import io.millrace.features.Figures;
import io.millrace.schemas.ColumnProfile;
import io.millrace.schemas.serde.Bytes;
import io.millrace.statistics.profiles.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The figures of columns by what the profiles topic says of them: the window that runs and the one before it, of every partition,
 * together. Figures are made when they are asked for, the same of the same profiles in every process. One thread takes, any may ask.
 */
final class ColumnFigures {
    private static final Logger LOG = LoggerFactory.getLogger(ColumnFigures.class);

    /** By column, then by key; no map that is in here is changed any more. */
    private final Map<String, Map<String, ColumnProfile>> profiles = new ConcurrentHashMap<>();

    private final Map<String, Figures> figures = new ConcurrentHashMap<>();

    /**
     * @param key on the profiles topic
     * @param profile empty for what is no profile, which says nothing
     */
    void take(String key, Optional<ColumnProfile> profile) {
        profile.ifPresent(latest -> {
            profiles.compute(latest.getColumn(), (column, before) -> with(before, key, latest));
            figures.remove(latest.getColumn());
        });
    }

    private static Map<String, ColumnProfile> with(
            Map<String, ColumnProfile> before, String key, ColumnProfile latest) {
        Map<String, ColumnProfile> after = new TreeMap<>(before == null ? Map.of() : before);
        after.put(key, latest);
        return after;
    }

    /** {@link Figures#NONE} for a column that has not been profiled. */
    Figures of(String column) {
        Figures known = figures.get(column);
        return known == null ? figures.computeIfAbsent(column, this::merged) : known;
    }

    private Figures merged(String column) {
        if (!profiles.containsKey(column)) {
            return Figures.NONE;
        }
        List<Profile> read = new ArrayList<>();
        profiles.get(column).forEach((key, profile) -> {
            try {
                read.add(Profile.of(Bytes.of(profile.getSketch())));
            } catch (IllegalArgumentException e) {
                LOG.warn("passed over the profile {}: {}", key, e.getMessage());
            }
        });
        return Figures.of(read);
    }
}
