package io.millrace.processors;

import io.millrace.schemas.ColumnProfile;
import io.millrace.schemas.FrequentValue;
import io.millrace.schemas.serde.Bytes;
import io.millrace.statistics.profiles.Profile;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.DoubleStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The profiles of one partition's columns over the window that runs. A window ends with the first record of a later one, or by the clock
 * once no more records come; what comes from before the window that runs is counted in it. One without a record leaves nothing behind.
 * For one thread.
 */
final class PartitionProfiles {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionProfiles.class);
    private static final double[] SHARES = {0, 0.05, 0.25, 0.5, 0.75, 0.95, 1};
    private static final int FREQUENT = 10;
    private static final long NEVER = Long.MIN_VALUE;

    private final int partition;
    private final List<String> columns;
    private final long windowMillis;
    private final Profile[] profiles;
    private final List<ColumnProfile> ended = new ArrayList<>();
    private long from = NEVER;
    private long to = NEVER;

    /** @param columns in the order in which records have them */
    PartitionProfiles(int partition, List<String> columns, Duration window) {
        this.partition = partition;
        this.columns = columns;
        this.windowMillis = window.toMillis();
        this.profiles = new Profile[columns.size()];
        begin();
    }

    /** Goes on where another left off. */
    void restore(Collection<ColumnProfile> left) {
        for (ColumnProfile profile : left) {
            int place = columns.indexOf(profile.getColumn());
            if (place >= 0) {
                restore(place, profile);
            }
        }
    }

    private void restore(int place, ColumnProfile profile) {
        try {
            profiles[place] = Profile.of(Bytes.of(profile.getSketch()));
            from = profile.getFrom().toEpochMilli();
            to = profile.getTo().toEpochMilli();
        } catch (IllegalArgumentException e) {
            LOG.warn("the profile of column {} begins anew: {}", columns.get(place), e.getMessage());
        }
    }

    /** @param timestamp the record's own */
    void add(ProfiledRecord record, long timestamp) {
        if (timestamp >= to) {
            end();
            from = Math.floorDiv(timestamp, windowMillis) * windowMillis;
            to = from + windowMillis;
        }
        record.addTo(profiles);
    }

    /**
     * Ends the window that runs, if it has records and its time is over; the next one then runs.
     *
     * @return whether it ended
     */
    boolean endBy(long wallClock) {
        if (isEmpty() || wallClock < to) {
            return false;
        }
        end();
        from = to;
        to = from + windowMillis;
        return true;
    }

    private boolean isEmpty() {
        for (Profile profile : profiles) {
            if (profile.count() + profile.missing() > 0) {
                return false;
            }
        }
        return true;
    }

    private void end() {
        if (!isEmpty()) {
            ended.clear(); // only the last one that ended is kept
            for (int i = 0; i < profiles.length; i++) {
                ended.add(described(i, true));
            }
        }
        begin();
    }

    private void begin() {
        for (int i = 0; i < profiles.length; i++) {
            profiles[i] = new Profile();
        }
    }

    /**
     * All that is to be written now.
     *
     * @param sink takes a key and its profile
     */
    void write(BiConsumer<String, ColumnProfile> sink) {
        ended.forEach(profile -> sink.accept(key(profile.getColumn()) + "/last", profile));
        ended.clear();
        for (int i = 0; i < profiles.length && from != NEVER; i++) {
            sink.accept(key(columns.get(i)), described(i, false));
        }
    }

    private String key(String column) {
        return column + "/" + partition;
    }

    private ColumnProfile described(int place, boolean closed) {
        Profile profile = profiles[place];
        boolean hasNumbers = !Double.isNaN(profile.min());
        return ColumnProfile.newBuilder()
                .setColumn(columns.get(place))
                .setPartition(partition)
                .setFrom(Instant.ofEpochMilli(from))
                .setTo(Instant.ofEpochMilli(to))
                .setClosed(closed)
                .setCount(profile.count())
                .setMissing(profile.missing())
                .setMean(hasNumbers ? profile.mean() : null)
                .setStandardDeviation(hasNumbers ? Math.sqrt(profile.variance()) : null)
                .setQuantiles(
                        hasNumbers
                                ? DoubleStream.of(SHARES)
                                        .map(profile::quantile)
                                        .boxed()
                                        .toList()
                                : List.of())
                .setDistinct(profile.distinct())
                .setFrequent(profile.top(FREQUENT).entrySet().stream()
                        .map(value -> new FrequentValue(value.getKey(), value.getValue()))
                        .toList())
                .setSketch(ByteBuffer.wrap(profile.toBytes()))
                .build();
    }
}
