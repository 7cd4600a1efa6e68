package io.millrace.trainer;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.ModelRefused;
import io.millrace.schemas.Example;
import io.millrace.schemas.ModelReference;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.Training;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.schemas.topics.Topics;
import io.millrace.trainer.candidates.Contest;
import io.millrace.trainer.windows.ResolvedWindow;
import io.millrace.trainer.windows.WindowBuilder;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The trainer without Kafka, for a stream that lies in a file: the same windows, families and gate answer requests from the examples it was given. The same examples,
 * requests and seed give the same models. For one thread.
 */
public final class OfflineTrainer {
    private final PipelineDefinition pipeline;
    private final Deque<Timed> examples = new ArrayDeque<>();
    private final Map<String, ModelVersion> versions = new HashMap<>();
    private final Map<Long, ModelBytes> bytes = new HashMap<>();
    private final Retraining retraining;
    private long offset;

    private record Timed(long offset, long timestamp, Example example) {}

    /**
     * What a request came to.
     *
     * @param version the champion, or the one that was rejected
     * @param reference what live data is held against while it serves; empty where it does not
     * @param onnx its bytes; empty where it does not serve
     */
    public record Answered(ModelVersion version, Optional<ModelReference> reference, Optional<ModelBytes> onnx) {}

    /** Starts the training engine at the first request. */
    public OfflineTrainer(PipelineDefinition pipeline) {
        this.pipeline = pipeline;
        Training training = pipeline.training();
        this.retraining =
                new Retraining(pipeline, new Kept(), this::window, () -> contest(training), () -> Instant.EPOCH);
    }

    private final class Kept implements Models {
        @Override
        public Ledger ledger() {
            return new Ledger(versions);
        }

        @Override
        public ModelBytes bytes(ModelVersion version) {
            return Optional.ofNullable(bytes.get(version.getVersion()))
                    .orElseThrow(() -> new ModelRefused("version " + version.getVersion() + " has no bytes"));
        }
    }

    private static Contest contest(Training training) {
        return Families.contest(training, Families.start(training));
    }

    /** The next example; as many are kept as a window may hold. */
    public void add(Example example, long timestamp) {
        examples.add(new Timed(offset++, timestamp, example));
        if (examples.size() > pipeline.training().window()) {
            examples.remove();
        }
    }

    /** Whether there are as many examples as the request waits for. */
    public boolean canAnswer(RetrainRequest request) {
        int least = Math.min(request.getMinExamples(), request.getMaxExamples());
        long since = request.getSince().toEpochMilli();
        return examples.size() >= least
                && examples.stream().filter(timed -> timed.timestamp() >= since).count() >= least;
    }

    public Answered answer(RetrainRequest request) {
        try {
            Answer answer = retraining.answer(request);
            answer.versions().forEach(version -> versions.put(Long.toString(version.getVersion()), version));
            answer.champion().ifPresent(champion -> versions.put(Topics.CHAMPION, champion));
            Optional<ModelBytes> onnx =
                    answer.champion().map(champion -> ModelBytes.assemble(champion, answer.chunks()));
            onnx.ifPresent(of -> bytes.put(answer.champion().get().getVersion(), of));
            return new Answered(answer.versions().get(0), answer.reference(), onnx);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while training", e);
        }
    }

    private ResolvedWindow window(RetrainRequest request) {
        WindowBuilder window = new WindowBuilder(
                Math.max(1, request.getMaxExamples()),
                VectorLayout.of(pipeline).length(),
                pipeline.label().classes());
        for (Timed timed : examples) {
            if (timed.timestamp() >= request.getSince().toEpochMilli()) {
                window.add(0, timed.offset(), timed.timestamp(), timed.example());
            }
        }
        return window.build();
    }
}
