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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The trainer without Kafka, for a stream that lies in a file: the same windows, families, gate and life of models answer requests from the examples it was given, and with
 * {@code training.online} the same learner learns each. The same examples, their timestamps, requests and seed give the same models. For one thread.
 */
public final class OfflineTrainer implements AutoCloseable {
    private final OfflineExamples examples;
    private final Optional<OfflineLearning> online;
    private final Kept models;
    private final Keeper keeper;
    private final Comparison comparison;
    private final Retraining retraining;
    private long offset;

    /** Starts the training engine at the first request. */
    public OfflineTrainer(PipelineDefinition pipeline) {
        this.examples = new OfflineExamples(pipeline);
        this.online =
                pipeline.training().online().enabled() ? Optional.of(new OfflineLearning(pipeline)) : Optional.empty();
        this.models = new Kept(online);
        this.keeper =
                new Keeper(pipeline.promotion(), pipeline.training().online().enabled());
        this.comparison = new Comparison(keeper, models);
        Training training = pipeline.training();
        this.retraining = new Retraining(pipeline, models, examples, () -> contest(training), () -> Instant.EPOCH);
    }

    private static final class Kept implements Models {
        private final Optional<OfflineLearning> online;
        private final Map<String, ModelVersion> versions = new HashMap<>();
        private final Map<Long, ModelBytes> bytes = new HashMap<>();
        private final Map<Long, ModelReference> references = new HashMap<>();

        Kept(Optional<OfflineLearning> online) {
            this.online = online;
        }

        @Override
        public Ledger ledger() {
            return new Ledger(versions);
        }

        @Override
        public ModelBytes bytes(ModelVersion version) {
            return Optional.ofNullable(bytes.get(version.getVersion()))
                    .orElseThrow(() -> new ModelRefused("version " + version.getVersion() + " has no bytes"));
        }

        /** Only the online learner brings one here. */
        @Override
        public ModelBytes bytes(ImportedModel model) {
            return online.orElseThrow(() -> new ModelRefused(model.getName() + " has no bytes"))
                    .bytes(model);
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
            online.ifPresent(learner -> learner.see(version));
        }

        void revise(ModelVersion version, ModelBytes learnt) {
            bytes.put(version.getVersion(), learnt);
            keep(version);
        }
    }

    private static Contest contest(Training training) {
        return Families.contest(training, Families.start(training));
    }

    /**
     * The next example; as many are kept as a window may hold. Those that are compared answer it, then the online learner learns it.
     *
     * @param timestamp Kafka's, milliseconds since the epoch; what goes by the clock elsewhere goes by it
     * @return versions that change by it, in their order; of one that has learnt on, {@code revision} says so
     */
    public List<ModelVersion> add(Example example, long timestamp) {
        examples.add(offset, timestamp, example);
        Comparison.Placed placed = new Comparison.Placed(0, offset, timestamp, example);
        offset++;
        List<ModelVersion> changed = new ArrayList<>();
        if (!keeper.compared().isEmpty()) {
            changed.addAll(comparison.show(List.of(placed), timestamp));
        }
        changed.forEach(models::keep);
        online.ifPresent(learner -> {
            learner.learn(placed);
            learner.revised().flatMap(this::renew).ifPresent(changed::add);
        });
        return changed;
    }

    private Optional<ModelVersion> renew(OfflineLearning.Revised revised) {
        Optional<ModelVersion> version = keeper.onRevision(revised.revision());
        version.ifPresent(next -> {
            comparison.renew(next.getVersion());
            models.revise(next, revised.bytes());
        });
        return version;
    }

    /** What the online learner asks to be judged, once; to be asked after each example, and answered as any other request. */
    public Optional<RetrainRequest> proposal() {
        return online.flatMap(OfflineLearning::proposal);
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
