package io.millrace.trainer;

import io.millrace.learners.SnapshotRefused;
import io.millrace.schemas.Example;
import io.millrace.schemas.OffsetRange;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.trainer.online.OnlineLearner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The online learner on its way through the examples topic: what it knows, how far it has read, and which version it has become. For one thread. */
final class OnlineProgress {
    private static final Logger LOG = LoggerFactory.getLogger(OnlineProgress.class);
    /** So many examples of another encoder in a row say that the pipeline's definition has changed; fewer are late ones. */
    private static final int ANOTHER = 100;

    private final PipelineDefinition pipeline;
    private final Map<Integer, Long> starts = new HashMap<>();
    private final Map<Integer, Long> offsets = new HashMap<>();
    private OnlineLearner learner;
    private String encoder = "";
    private long learnt;
    private int others;
    private long latestTimestamp = Long.MIN_VALUE;
    private Optional<String> request = Optional.empty();
    private int revision;

    OnlineProgress(PipelineDefinition pipeline) {
        this.pipeline = pipeline;
        this.learner = OnlineLearner.of(pipeline);
    }

    /** Goes on from there; begins anew, from the first example there is, where that is of another learner or other classes. */
    void resume(LearnerPieces from) {
        if (!from.classes().equals(pipeline.label().classes())) {
            LOG.warn("the online learner begins anew: it knew the classes {}", from.classes());
            return;
        }
        try {
            learner.restore(from.snapshot());
        } catch (SnapshotRefused e) {
            LOG.warn("the online learner begins anew: {}", e.getMessage());
            learner = OnlineLearner.of(pipeline);
            return;
        }
        encoder = from.encoder();
        learnt = from.learnt();
        others = from.others();
        starts.putAll(from.starts());
        offsets.putAll(from.offsets());
        request = from.request();
        revision = from.revision();
    }

    /**
     * The next example of a partition.
     *
     * @return whether it was learnt
     */
    boolean read(Comparison.Placed placed) {
        Example example = placed.example();
        starts.putIfAbsent(placed.partition(), placed.offset());
        offsets.put(placed.partition(), placed.offset() + 1);
        return isOurs(example) && learn(example, placed.timestamp());
    }

    private boolean isOurs(Example example) {
        if (encoder.isEmpty()) {
            encoder = example.getEncoderFingerprint();
        }
        others = example.getEncoderFingerprint().equals(encoder) ? 0 : others + 1;
        if (others == ANOTHER) {
            LOG.info("the online learner begins anew, with vectors of encoder {}", example.getEncoderFingerprint());
            learner = OnlineLearner.of(pipeline);
            encoder = example.getEncoderFingerprint();
            learnt = 0;
            others = 0;
            request = Optional.empty();
            revision = 0;
        }
        return others == 0;
    }

    private boolean learn(Example example, long timestamp) {
        List<Float> values = example.getValues();
        if (!learner.takes(values.size(), example.getLabel())) {
            return false;
        }
        float[] vector = new float[values.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = values.get(i);
        }
        learner.learn(vector, example.getLabel());
        learnt++;
        latestTimestamp = Math.max(latestTimestamp, timestamp);
        return true;
    }

    OnlineLearner learner() {
        return learner;
    }

    long learnt() {
        return learnt;
    }

    /** Kafka timestamp of the latest example that was learnt since it was opened; at least one must have been. */
    long latestTimestamp() {
        return latestTimestamp;
    }

    /** Request with which it was last proposed. */
    Optional<String> request() {
        return request;
    }

    void proposed(String by) {
        request = Optional.of(by);
        revision = 0;
    }

    int revision() {
        return revision;
    }

    void revised(int to) {
        revision = to;
    }

    Map<Integer, Long> offsets() {
        return offsets;
    }

    /** What it has read, by partition. */
    List<OffsetRange> ranges() {
        return offsets.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(to -> new OffsetRange(to.getKey(), starts.get(to.getKey()), to.getValue()))
                .toList();
    }

    LearnerPieces pieces() {
        return new LearnerPieces(
                pipeline.label().classes(),
                encoder,
                learnt,
                others,
                starts,
                offsets,
                request,
                revision,
                learner.snapshot());
    }
}
