package io.millrace.trainer;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.ModelRefused;
import io.millrace.schemas.Example;
import io.millrace.schemas.ImportedModel;
import io.millrace.schemas.ModelReference;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.Training;
import io.millrace.schemas.topics.Topics;
import io.millrace.trainer.candidates.Contest;
import io.millrace.trainer.life.Keeper;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The trainer without Kafka, for a stream that lies in a file: the same windows, families, gate and life of models answer requests from the examples it was given. The same examples,
 * requests and seed give the same models. For one thread.
 */
public final class OfflineTrainer implements AutoCloseable {
    private final OfflineExamples examples;
    private final Kept models = new Kept();
    private final Keeper keeper;
    private final Comparison comparison;
    private final Retraining retraining;
    private long offset;

    /** Starts the training engine at the first request. */
    public OfflineTrainer(PipelineDefinition pipeline) {
        this.examples = new OfflineExamples(pipeline);
        this.keeper = new Keeper(pipeline.promotion());
        this.comparison = new Comparison(keeper, models);
        Training training = pipeline.training();
        this.retraining = new Retraining(pipeline, models, examples, () -> contest(training), () -> Instant.EPOCH);
    }

    private static final class Kept implements Models {
        private final Map<String, ModelVersion> versions = new HashMap<>();
        private final Map<Long, ModelBytes> bytes = new HashMap<>();
        private final Map<Long, ModelReference> references = new HashMap<>();

        @Override
        public Ledger ledger() {
            return new Ledger(versions);
        }

        @Override
        public ModelBytes bytes(ModelVersion version) {
            return Optional.ofNullable(bytes.get(version.getVersion()))
                    .orElseThrow(() -> new ModelRefused("version " + version.getVersion() + " has no bytes"));
        }

        /** Nobody brings one here. */
        @Override
        public ModelBytes bytes(ImportedModel model) {
            throw new ModelRefused(model.getName() + " has no bytes");
        }

        @Override
        public Optional<ModelReference> reference(long version) {
            return Optional.ofNullable(references.get(version));
        }

        void keep(Answer answer) {
            answer.version().ifPresent(version -> {
                keep(version);
                if (!answer.chunks().isEmpty()) {
                    bytes.put(version.getVersion(), ModelBytes.assemble(version, answer.chunks()));
                }
            });
            answer.reference().ifPresent(reference -> references.put(reference.getVersion(), reference));
        }

        void keep(ModelVersion version) {
            versions.put(Long.toString(version.getVersion()), version);
            if (version.getStatus() == ModelStatus.CHAMPION) {
                versions.put(Topics.CHAMPION, version);
            }
        }
    }

    private static Contest contest(Training training) {
        return Families.contest(training, Families.start(training));
    }

    /**
     * The next example; as many are kept as a window may hold. Those that are compared answer it.
     *
     * @return versions that change by it, in their order
     */
    public List<ModelVersion> add(Example example, long timestamp) {
        examples.add(offset, timestamp, example);
        List<ModelVersion> changed = keeper.compared().isEmpty()
                ? List.of()
                : comparison.show(List.of(new Comparison.Placed(0, offset, timestamp, example)), timestamp);
        offset++;
        changed.forEach(models::keep);
        return changed;
    }

    /** Whether there are as many examples as the request waits for. */
    public boolean canAnswer(RetrainRequest request) {
        return examples.canAnswer(request);
    }

    /**
     * @param now Kafka timestamp of the moment
     * @return versions that change by it, in their order: what the request came to, and the champion it replaces
     */
    public List<ModelVersion> answer(RetrainRequest request, long now) {
        try {
            Answer answer = retraining.answer(request);
            models.keep(answer);
            answer.version().ifPresent(keeper::know);
            List<ModelVersion> changed = keeper.decide(now);
            changed.forEach(models::keep);
            return changed.isEmpty() ? answer.version().stream().toList() : changed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while training", e);
        }
    }

    /** The bytes of a version that is or was a candidate. */
    public ModelBytes bytes(ModelVersion version) {
        return models.bytes(version);
    }

    /** What live data is held against while a version serves; it was a candidate. */
    public ModelReference reference(ModelVersion version) {
        return models.reference(version.getVersion()).orElseThrow();
    }

    @Override
    public void close() {
        comparison.close();
    }
}
