package io.millrace.trainer;

import io.millrace.models.artefact.ModelRefused;
import io.millrace.schemas.ImportedModel;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.VectorLayout;
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

    private final PipelineDefinition pipeline;
    private final Models models;
    private final Examples examples;
    private final Supplier<Contest> contests;
    private final Gate gate;
    private final InstantSource clock;

    /** @param contests made once the training engine is up; waits for that */
    Retraining(
            PipelineDefinition pipeline,
            Models models,
            Examples examples,
            Supplier<Contest> contests,
            InstantSource clock) {
        this.pipeline = pipeline;
        this.models = models;
        this.examples = examples;
        this.contests = contests;
        this.gate =
                new Gate(pipeline.training().gateMargin(), pipeline.promotion().errorRate());
        this.clock = clock;
    }

    /** @throws InterruptedException where the request is no longer this trainer's */
    Answer answer(RetrainRequest request) throws InterruptedException {
        Ledger ledger = models.ledger();
        Optional<ModelVersion> before = ledger.answerTo(request.getRequest());
        if (before.isPresent()) {
            return Answer.already(before.get());
        }
        ResolvedWindow window = examples.await(request);
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

    private Answer train(
            RetrainRequest request,
            Contest contest,
            ResolvedWindow window,
            NewVersion version,
            Optional<Incumbent> champion,
            Instant started) {
        Problem problem =
                new Problem(VectorLayout.of(pipeline), pipeline.label().classes(), window.encoderFingerprint());
        Preparation prepared = Preparation.of(window, pipeline.training(), problem.layout());
        LOG.info(prepared.line());
        ImportedModel imported = request.getModel();
        Contest.Ranking ranking = imported == null
                ? contest.rank(prepared.window(), problem)
                : ImportedCandidate.rank(imported, models.bytes(imported), prepared.window(), problem);
        Instant finished = clock.instant();
        Gate.Verdict verdict =
                gate.judge(ranking.best(), champion, prepared.window().heldOut(), problem);
        NewVersion.Judged judged = new NewVersion.Judged(
                prepared,
                ranking,
                imported == null ? verdict : verdict.doubted(),
                finished,
                Duration.between(started, finished));
        return verdict.passed() ? version.candidate(judged) : version.rejected(judged);
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
