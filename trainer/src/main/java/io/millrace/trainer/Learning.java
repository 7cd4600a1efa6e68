package io.millrace.trainer;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.ModelRevision;
import io.millrace.schemas.Probe;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.Online;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.trainer.candidates.Contest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the one trainer that learns online holds while it is that: what is learnt, when that is to be written down, and whether as a proposal or as a revision. For one thread. */
final class Learning {
    private static final Logger LOG = LoggerFactory.getLogger(Learning.class);
    /** A revision is loaded by every scorer: however fast examples come, they are not asked more often. */
    private static final long LEAST_MILLIS = 5_000;
    /** A revision that was not taken up by then never will be: its version did not serve when it came. */
    private static final long PATIENCE_MILLIS = 30_000;

    private final PipelineDefinition pipeline;
    private final Announcements announcements;
    private final Supplier<Draft.Name> names;
    private final OnlineProgress progress;
    private final OnlineVersions versions = new OnlineVersions();
    private Optional<Draft> draft = Optional.empty();
    private long writtenAt;
    private long writtenLearnt;
    private long revisedAt;

    /**
     * @param announcements what is to be written goes there
     * @param names one for each proposal
     */
    Learning(
            PipelineDefinition pipeline,
            Announcements announcements,
            Supplier<Draft.Name> names,
            Optional<LearnerPieces> kept,
            long now) {
        this.pipeline = pipeline;
        this.announcements = announcements;
        this.names = names;
        this.progress = new OnlineProgress(pipeline);
        kept.ifPresent(progress::resume);
        this.writtenAt = now;
        this.revisedAt = now;
        this.writtenLearnt = progress.learnt();
    }

    /** To be shown every version, the newest record of each last. */
    OnlineVersions versions() {
        return versions;
    }

    OnlineProgress progress() {
        return progress;
    }

    boolean isDue(long now) {
        long more = progress.learnt() - writtenLearnt;
        long since = now - writtenAt;
        Online rules = pipeline.training().online();
        boolean enough =
                more >= rules.every() || more > 0 && since >= rules.everyTime().toMillis();
        return hasBegunAnew() || enough && since >= LEAST_MILLIS || more > 0 && hasBegunToAnswer();
    }

    private boolean hasBegunAnew() {
        return progress.learnt() < writtenLearnt;
    }

    /** Its version is compared or serves with what was known when it was proposed; that is long ago. */
    private boolean hasBegunToAnswer() {
        return progress.revision() == 0
                && version().filter(OnlineVersions.Seen::isLive).isPresent();
    }

    private Optional<OnlineVersions.Seen> version() {
        return progress.request().flatMap(versions::of);
    }

    /** Announces what is known, and what is to become of it. */
    void write(long now) {
        if (hasBegunAnew()) {
            draft = Optional.empty();
        }
        Optional<OnlineVersions.Seen> version = version();
        if (progress.learnt() > 0) {
            if (version.filter(OnlineVersions.Seen::isLive).isPresent()) {
                draft = Optional.empty();
                revise(version.get(), now);
            } else if (version.map(OnlineVersions.Seen::isOver)
                    .orElse(progress.request().isEmpty())) {
                propose(now);
            }
        }
        announcements.state(progress, now);
        writtenAt = now;
        writtenLearnt = progress.learnt();
    }

    /** One after the other: the bytes of the one before stay until its successor is taken up. */
    private void revise(OnlineVersions.Seen version, long now) {
        boolean free = version.revision() == progress.revision() || now - revisedAt >= PATIENCE_MILLIS;
        boolean wanted = progress.revision() == 0 || progress.learner().answersOtherwise();
        if (!free || !wanted) {
            return;
        }
        ModelBytes bytes = progress.learner().model();
        progress.revised(version.revision() + 1);
        progress.learner().tell();
        revisedAt = now;
        announcements.revision(
                new ModelRevision(
                        version.version(),
                        progress.revision(),
                        bytes.sha256(),
                        (long) bytes.size(),
                        bytes.chunks(),
                        Instant.ofEpochMilli(now),
                        probes(bytes),
                        progress.ranges(),
                        progress.learnt()),
                bytes);
        LOG.info(
                "version {}, revision {}: {} examples learnt, {}",
                version.version(),
                progress.revision(),
                progress.learnt(),
                progress.learner().measuredInWords());
    }

    private List<Probe> probes(ModelBytes bytes) {
        try (OnnxModel model = new OnnxModel(bytes.toArray())) {
            return Contest.probes(model, progress.learner().recent());
        }
    }

    /** What was learnt is judged on examples that came after, as every candidate is. */
    private void propose(long now) {
        long least = pipeline.training().minExamples();
        long since = draft.map(of -> progress.learnt() - of.learnt()).orElse(least);
        if (progress.learnt() < least || since < least) {
            return;
        }
        if (draft.isEmpty()) {
            draft = Optional.of(
                    new Draft(progress.learner().model(), progress.latestTimestamp() + 1, progress.learnt()));
            LOG.info("{} examples are learnt and will be judged by the next {}", progress.learnt(), least);
            return;
        }
        RetrainRequest request = draft.get().request(names.get(), pipeline.training(), now);
        announcements.proposal(request, draft.get().bytes());
        progress.proposed(request.getRequest());
        draft = Optional.empty();
        LOG.info("request {}: {}", request.getRequest(), request.getMessage());
    }
}
