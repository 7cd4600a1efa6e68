package io.millrace.trainer;

import io.millrace.models.artefact.ModelRefused;
import io.millrace.schemas.ImportedModel;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.TrainingPhase;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.schemas.pipeline.WarmStart;
import io.millrace.trainer.candidates.Candidate;
import io.millrace.trainer.candidates.Contest;
import io.millrace.trainer.candidates.Gate;
import io.millrace.trainer.candidates.ImportedCandidate;
import io.millrace.trainer.candidates.Incumbent;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.candidates.Untrainable;
import io.millrace.trainer.windows.ResolvedWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers retrain requests: waits for examples, trains, judges. Writes nothing. What training itself throws becomes a rejected
 * version, so that a request nothing can be learnt from does not come back for ever; Kafka's troubles go up to the loop.
 */
final class Retraining {
    private static final Logger LOG = LoggerFactory.getLogger(Retraining.class);

    /** Shares of the way. */
    private static final double READ = 0.1;

    private static final double TRAINED = 0.9;
    private static final double JUDGED = 0.95;

    private final PipelineDefinition pipeline;
    private final Models models;
    private final Examples examples;
    private final Supplier<Contest> contests;
    private final Gate gate;
    private final InstantSource clock;
    private final Progress progress;

    /** @param contests made once the training engine is up; waits for that */
    Retraining(
            PipelineDefinition pipeline,
            Models models,
            Examples examples,
            Supplier<Contest> contests,
            InstantSource clock) {
        this(pipeline, models, examples, contests, clock, Progress.UNTOLD);
    }

    /** The same, telling how far it has come. */
    Retraining(
            PipelineDefinition pipeline,
            Models models,
            Examples examples,
            Supplier<Contest> contests,
            InstantSource clock,
            Progress progress) {
        this.pipeline = pipeline;
        this.models = models;
        this.examples = examples;
        this.contests = contests;
        this.gate =
                new Gate(pipeline.training().gateMargin(), pipeline.promotion().errorRate());
        this.clock = clock;
        this.progress = progress;
    }

    /** @throws InterruptedException where the request is no longer this trainer's */
    Answer answer(RetrainRequest request) throws InterruptedException {
        progress.reached(request.getRequest(), TrainingPhase.TAKEN, 0, "a trainer works on it");
        Ledger ledger = models.ledger();
        Optional<ModelVersion> before = ledger.answerTo(request.getRequest());
        if (before.isPresent()) {
            return Answer.already(before.get());
        }
        ResolvedWindow window;
        try {
            window = examples.await(request);
        } catch (Untrainable e) {
            return unread(ledger, request, e);
        }
        progress.reached(
                request.getRequest(), TrainingPhase.READ, READ, window.window().rows() + " examples are read");
        Contest contest = contests.get();
        tellLeftOut(request, window.leftOut());
        Optional<Incumbent> champion = incumbent(ledger);
        Instant started = clock.instant();
        NewVersion version = new NewVersion(ledger.nextVersion(), request, window, pipeline);
        try {
            return train(request, contest, window, version, champion, started);
        } catch (CancellationException e) {
            throw new InterruptedException();
        } catch (RuntimeException e) {
            if (!(e instanceof Untrainable || e instanceof ModelRefused)) {
                LOG.warn("training for {} failed", request.getRequest(), e);
            }
            return version.untrainable(String.valueOf(e.getMessage()), clock.instant());
        } catch (OutOfMemoryError e) {
            return version.untrainable(
                    "a window of %d examples does not fit into memory: make training.window smaller or give more"
                            .formatted(window.window().rows()),
                    clock.instant());
        }
    }

    /** Nothing was read, so there is no encoder but the champion's to name. */
    private Answer unread(Ledger ledger, RetrainRequest request, Untrainable reason) {
        String encoder =
                ledger.champion().map(ModelVersion::getEncoderFingerprint).orElse("");
        ResolvedWindow none = ResolvedWindow.none(VectorLayout.of(pipeline).length(), encoder);
        return new NewVersion(ledger.nextVersion(), request, none, pipeline)
                .untrainable(reason.getMessage(), clock.instant());
    }

    private Answer train(
            RetrainRequest request,
            Contest contest,
            ResolvedWindow window,
            NewVersion version,
            Optional<Incumbent> champion,
            Instant started)
            throws InterruptedException {
        Problem problem = Problem.of(pipeline, window.encoderFingerprint());
        ImportedModel imported = request.getModel();
        Replay replay = imported == null ? replay(window) : Replay.NONE;
        Preparation prepared = Preparation.of(window, replay, pipeline.training(), problem.layout());
        LOG.info(prepared.line());
        Contest.Ranking ranking = imported == null
                ? begun(contest, champion)
                        .rank(
                                prepared.window(),
                                problem,
                                new FamiliesProgress(progress, request.getRequest(), contest.families(), READ, TRAINED))
                : ImportedCandidate.rank(imported, models.bytes(imported), prepared.window(), problem);
        Instant finished = clock.instant();
        Gate.Verdict verdict = fair(
                gate.judge(ranking.best(), champion, prepared.window().heldOut(), problem), ranking.best(), champion);
        progress.reached(request.getRequest(), TrainingPhase.JUDGED, JUDGED, verdict.reason());
        NewVersion.Judged judged =
                new NewVersion.Judged(prepared, ranking, verdict, finished, Duration.between(started, finished));
        return verdict.passed() ? version.candidate(judged) : version.rejected(judged);
    }

    private Replay replay(ResolvedWindow window) throws InterruptedException {
        WarmStart warm = pipeline.training().warmStart();
        if (!warm.replays()) {
            return Replay.NONE;
        }
        int wanted = (int) Math.round(warm.replay() * window.window().rows());
        return examples.older(window, wanted, pipeline.training().seed());
    }

    private Contest begun(Contest contest, Optional<Incumbent> champion) {
        return pipeline.training().warmStart().enabled() ? contest.from(champion) : contest;
    }

    /** What learnt from the very examples on which it is judged is not helped by them; and what is shown as it was before them is not what would serve. */
    private static Gate.Verdict fair(Gate.Verdict verdict, Candidate candidate, Optional<Incumbent> champion) {
        if (candidate.family().equals(ImportedCandidate.ONLINE)) {
            return verdict.learnsOn();
        }
        if (candidate.family().equals(ImportedCandidate.FAMILY)) {
            return verdict.doubted();
        }
        boolean learner = champion.filter(of -> of.version().getFamily().equals(ImportedCandidate.ONLINE))
                .isPresent();
        return learner ? verdict.againstLearner() : verdict;
    }

    /** A champion whose bytes do not run cannot be compared with, and is better replaced. */
    private Optional<Incumbent> incumbent(Ledger ledger) {
        return ledger.champion().map(version -> {
            try {
                return new Incumbent(version, Optional.of(models.bytes(version)));
            } catch (ModelRefused e) {
                LOG.warn("the champion cannot be compared with: {}", e.getMessage());
                return new Incumbent(version, Optional.empty());
            }
        });
    }

    private static void tellLeftOut(RetrainRequest request, ResolvedWindow.LeftOut leftOut) {
        if (leftOut.unusable()) {
            LOG.warn(
                    "{} leaves out examples: {} of another encoder, {} with an unknown label, {} of another length",
                    request.getRequest(),
                    leftOut.otherEncoders(),
                    leftOut.unknownLabels(),
                    leftOut.otherLengths());
        }
    }
}
