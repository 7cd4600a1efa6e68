package io.millrace.trainer;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.ModelRefused;
import io.millrace.schemas.ImportedModel;
import io.millrace.schemas.ModelRevision;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.Optional;

/**
 * Learning online without Kafka: what it would write is held for whoever asks. Of one that learns it is called "online-1" and so on, so that the same examples give the same. For one
 * thread.
 */
final class OfflineLearning implements Announcements {
    private final Learning learning;
    private Optional<Revised> revised = Optional.empty();
    private Optional<RetrainRequest> proposal = Optional.empty();
    private Optional<ModelBytes> proposed = Optional.empty();
    private long proposals;

    /** What a version has come to. */
    record Revised(ModelRevision revision, ModelBytes bytes) {}

    OfflineLearning(PipelineDefinition pipeline) {
        this.learning = new Learning(pipeline, this, this::next, Optional.empty(), 0);
    }

    private Draft.Name next() {
        proposals++;
        return new Draft.Name("online-" + proposals, proposals);
    }

    /** The next example, once all that are compared have answered it. */
    void learn(Comparison.Placed placed) {
        learning.progress().read(placed);
        if (learning.isDue(placed.timestamp())) {
            learning.write(placed.timestamp());
        }
    }

    /** To be shown every version, and each step of it. */
    void see(ModelVersion version) {
        learning.versions().see(version);
    }

    /** The latest revision, once. */
    Optional<Revised> revised() {
        Optional<Revised> latest = revised;
        revised = Optional.empty();
        return latest;
    }

    /** The latest proposal, once. */
    Optional<RetrainRequest> proposal() {
        Optional<RetrainRequest> latest = proposal;
        proposal = Optional.empty();
        return latest;
    }

    /** @throws ModelRefused where it is not what was proposed last */
    ModelBytes bytes(ImportedModel model) {
        return proposed.filter(bytes -> bytes.sha256().equals(model.getSha256()))
                .orElseThrow(() -> new ModelRefused(model.getName() + " has no bytes"));
    }

    /** Nothing is taken up again. */
    @Override
    public void state(OnlineProgress progress, long now) {}

    @Override
    public void revision(ModelRevision revision, ModelBytes bytes) {
        revised = Optional.of(new Revised(revision, bytes));
    }

    @Override
    public void proposal(RetrainRequest request, ModelBytes bytes) {
        proposal = Optional.of(request);
        proposed = Optional.of(bytes);
    }
}
