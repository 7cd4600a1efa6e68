package io.millrace.trainer.search;

import io.millrace.schemas.pipeline.Search;
import io.millrace.schemas.pipeline.Training;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.windows.TrainingWindow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/** Tries sets of parameters, one after the other. For one search, on one thread. */
final class TrialRun {
    private final Folds folds;
    private final Problem problem;
    private final Function<Training, Family> families;
    private final InstantSource clock;
    private final Family.Trials told;
    private final Search search;
    private final Optional<Instant> until;
    private int planned;
    private int done;
    private boolean cut;

    TrialRun(
            Training given,
            Folds folds,
            Problem problem,
            Function<Training, Family> families,
            InstantSource clock,
            Family.Trials told) {
        this.folds = folds;
        this.problem = problem;
        this.families = families;
        this.clock = clock;
        this.told = told;
        this.search = given.search();
        this.until = search.time().map(clock.instant()::plus);
    }

    /**
     * The best of them.
     *
     * @param proposals what is given first
     * @throws CancellationException where the thread was interrupted
     */
    Outcome among(List<Proposal> proposals) {
        if (proposals.size() == 1 || folds.count() == 0) {
            return Outcome.untried(proposals.get(0));
        }
        Rungs rungs = Rungs.of(search.strategy(), proposals.size(), folds.rows());
        planned = rungs.trainings(proposals.size());
        List<Trial> judged = tried(proposals, rungs.part(0));
        int trials = judged.size();
        for (int rung = 1; rung < rungs.count() && !cut; rung++) {
            List<Proposal> left =
                    Rungs.survivors(judged).stream().map(Trial::proposal).toList();
            List<Trial> further = tried(left, rungs.part(rung));
            // what time left of a rung is no fair choice; the rung before is
            judged = cut ? judged : further;
        }
        // the first of equals, so that the same window always finds the same
        Trial best = Collections.min(judged, Comparator.comparingDouble(Trial::loss));
        return new Outcome(trials, best, judged.get(0).loss(), cut);
    }

    /** In their order, as far as time goes. */
    private List<Trial> tried(List<Proposal> proposals, double part) {
        List<Trial> trials = new ArrayList<>();
        for (Proposal proposal : proposals) {
            cut = done > 0 && until.map(end -> !clock.instant().isBefore(end)).orElse(false);
            if (cut) {
                break;
            }
            Trial trial = new Trial(proposal, loss(proposal, part));
            trials.add(trial);
            done++;
            tell(trial, part);
        }
        return trials;
    }

    /** Settings by which nothing can be trained are no choice, and no reason to give up. */
    private double loss(Proposal proposal, double part) {
        try {
            double sum = 0;
            for (int fold = 0; fold < folds.count(); fold++) {
                TrainingWindow.Split split = folds.fold(fold, part);
                sum += families.apply(proposal.settings()).train(split, problem).loss(problem, split.heldOut());
            }
            return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum / folds.count();
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            return Double.POSITIVE_INFINITY;
        }
    }

    private void tell(Trial trial, double part) {
        told.tried(
                (double) done / (planned + 1),
                String.format(
                        Locale.ROOT,
                        "trial %d of %d has a %s of %.4f%s: %s",
                        done,
                        planned,
                        problem.lossInWords(),
                        trial.loss(),
                        part < 1 ? String.format(Locale.ROOT, " from %.0f %% of the rows", 100 * part) : "",
                        trial.proposal().told()));
    }
}
