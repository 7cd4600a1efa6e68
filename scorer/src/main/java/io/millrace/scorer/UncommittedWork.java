package io.millrace.scorer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What has been scored and sent since the last commit, and how far it brings each partition. */
final class UncommittedWork {
    /** However rarely the pipeline wants commits: Kafka ends transactions that stay open. */
    private static final Duration LONGEST = Duration.ofSeconds(2);
    /** Who has fallen behind commits so much more rarely: a commit costs the time of thousands of vectors, and those that wait are late already. */
    private static final int RARER = 4;

    private final Outbox outbox;
    private final Tally tally;
    private final ScorerMeters meters;
    private final Duration commitEvery;
    private final Duration behindCommitEvery;
    private final InstantSource clock;
    private final Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    private Instant begun = Instant.EPOCH;

    UncommittedWork(Outbox outbox, Tally tally, ScorerMeters meters, Duration commitEvery, InstantSource clock) {
        this.outbox = outbox;
        this.tally = tally;
        this.meters = meters;
        this.commitEvery = shorter(commitEvery, LONGEST);
        this.behindCommitEvery = shorter(commitEvery.multipliedBy(RARER), LONGEST);
        this.clock = clock;
    }

    /** Everything before that position of the partition is done. */
    void advance(TopicPartition partition, OffsetAndMetadata position) {
        if (positions.isEmpty()) {
            begun = clock.instant();
        }
        positions.put(partition, position);
    }

    /** How long a poll may wait: at most so long, and not beyond the time to commit. */
    Duration untilDue(Duration most) {
        return positions.isEmpty() ? most : shorter(left(commitEvery), most);
    }

    /** @param behind whether more vectors have waited than a poll brings, ever since the last commit */
    boolean isDue(boolean behind) {
        return !positions.isEmpty()
                && left(behind ? behindCommitEvery : commitEvery).isZero();
    }

    private Duration left(Duration of) {
        Duration left = of.minus(Duration.between(begun, clock.instant()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Makes it count, now or soon. Where it throws, the work is still uncommitted: {@link #undo} or {@link #forget} it. */
    void commit() {
        if (!positions.isEmpty()) {
            Tally done = tally.copy();
            outbox.commit(Map.copyOf(positions), () -> meters.committed(done));
            clear();
        }
    }

    /** Goes on with what is to count soon. Throws as {@link #commit} does. */
    void settle() {
        outbox.settle();
    }

    /** Makes it count, now. Throws as {@link #commit} does. */
    void finish() {
        commit();
        outbox.finish();
    }

    /** Takes it back. */
    void undo() {
        clear();
        outbox.abort();
    }

    /** Drops the account of it, without a word to Kafka: for a loop that ends in an error. */
    void forget() {
        clear();
        outbox.forget();
    }

    private void clear() {
        positions.clear();
        tally.clear();
    }
}
