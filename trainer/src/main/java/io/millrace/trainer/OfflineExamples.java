package io.millrace.trainer;

import io.millrace.schemas.Example;
import io.millrace.schemas.OffsetRange;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.windows.ResolvedWindow;
import io.millrace.trainer.windows.WindowBuilder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Examples that lie in memory, in the order of their offsets: as many as a window may hold and, where older ones are learnt from again, ten windows behind them. For one thread. */
final class OfflineExamples implements Examples {
    /** A topic keeps what its retention says; memory is dearer. */
    private static final int WINDOWS_BEHIND = 10;

    private final PipelineDefinition pipeline;
    private final Deque<Timed> latest = new ArrayDeque<>();
    private final Deque<Timed> behind = new ArrayDeque<>();

    private record Timed(long offset, long timestamp, Example example) {}

    OfflineExamples(PipelineDefinition pipeline) {
        this.pipeline = pipeline;
    }

    void add(long offset, long timestamp, Example example) {
        latest.add(new Timed(offset, timestamp, example));
        if (latest.size() <= pipeline.training().window()) {
            return;
        }
        Timed left = latest.remove();
        if (pipeline.training().warmStart().replays()) {
            behind.add(left);
            if (behind.size() > (long) WINDOWS_BEHIND * pipeline.training().window()) {
                behind.remove();
            }
        }
    }

    /** Whether there are as many as the request waits for. */
    boolean canAnswer(RetrainRequest request) {
        int least = Math.min(request.getMinExamples(), request.getMaxExamples());
        long since = request.getSince().toEpochMilli();
        return latest.size() >= least
                && latest.stream().filter(timed -> timed.timestamp() >= since).count() >= least;
    }

    @Override
    public ResolvedWindow await(RetrainRequest request) {
        WindowBuilder window = builder(Math.max(1, request.getMaxExamples()));
        for (Timed timed : latest) {
            if (timed.timestamp() >= request.getSince().toEpochMilli()) {
                window.add(0, timed.offset(), timed.timestamp(), timed.example());
            }
        }
        return window.build();
    }

    @Override
    public Replay older(ResolvedWindow window, int examples, long seed) {
        long first = (behind.isEmpty() ? latest : behind).element().offset();
        List<OffsetRange> pieces = Replay.draw(
                List.of(new OffsetRange(0, first, window.ranges().get(0).getFrom())), examples, seed);
        WindowBuilder rows = builder(Math.max(1, examples));
        Stream.concat(behind.stream(), latest.stream())
                .filter(timed -> pieces.stream()
                        .anyMatch(piece -> piece.getFrom() <= timed.offset() && timed.offset() < piece.getTo()))
                .forEach(timed -> rows.add(0, timed.offset(), timed.timestamp(), timed.example()));
        if (rows.usable() == 0) {
            return Replay.NONE;
        }
        ResolvedWindow older = rows.build();
        return older.encoderFingerprint().equals(window.encoderFingerprint())
                ? new Replay(Optional.of(older.window()), pieces)
                : Replay.NONE;
    }

    private WindowBuilder builder(int most) {
        return new WindowBuilder(
                most, VectorLayout.of(pipeline).length(), pipeline.label().classes());
    }
}
