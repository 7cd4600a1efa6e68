package io.millrace.processors;

import io.millrace.schemas.Outcome;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The window of one partition's outcomes that runs. It ends with the first outcome of a later one, or by the clock once no more outcomes come; an
 * outcome that is older than the window that runs counts in it. For one thread.
 */
final class PartitionWindow {
    private static final Span NONE = new Span(Long.MIN_VALUE, Long.MIN_VALUE);

    private final int partition;
    private final long lengthMillis;
    private Tallied running = new Tallied(NONE);
    private String last = "";
    private long reached = Long.MIN_VALUE;

    PartitionWindow(int partition, Duration length) {
        this.partition = partition;
        this.lengthMillis = length.toMillis();
    }

    /**
     * @param timestamp its own; one that is ahead of the clock counts as the clock's, lest the window that runs never end
     * @param wallClock milliseconds
     * @return the window that it ended
     */
    Optional<PartitionShare> add(Outcome outcome, long timestamp, long wallClock) {
        Span span = Span.of(Math.min(timestamp, wallClock), lengthMillis);
        Optional<PartitionShare> ended = Optional.empty();
        if (span.from() >= running.span().to()) {
            ended = running.isEmpty() ? Optional.empty() : Optional.of(endAt(span.from()));
            running = new Tallied(span);
        }
        running.add(outcome, last);
        last = outcome.getCorrects() == null ? outcome.getActual() : last;
        return ended;
    }

    /**
     * No more outcomes come, as far as is known.
     *
     * @return the window that ended with the clock; without outcomes where there was none, but time has come further
     */
    Optional<PartitionShare> endBy(long wallClock) {
        long now = Span.of(wallClock, lengthMillis).from();
        boolean goesOn = !running.isEmpty() && wallClock < running.span().to();
        if (goesOn || (running.isEmpty() && now == reached)) {
            return Optional.empty();
        }
        PartitionShare ended = endAt(now);
        running = new Tallied(NONE); // whatever comes next begins where it belongs
        return Optional.of(ended);
    }

    private PartitionShare endAt(long at) {
        reached = at;
        return new PartitionShare(partition, running, at);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(partition);
        running.write(out);
        out.writeUTF(last);
        out.writeLong(reached);
    }

    /** Goes on where it was written. */
    static PartitionWindow read(DataInput in, Duration length) throws IOException {
        PartitionWindow window = new PartitionWindow(in.readInt(), length);
        window.running = Tallied.read(in);
        window.last = in.readUTF();
        window.reached = in.readLong();
        return window;
    }
}
