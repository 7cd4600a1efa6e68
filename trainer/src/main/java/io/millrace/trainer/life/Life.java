package io.millrace.trainer.life;

import io.millrace.schemas.GateOutcome;
import io.millrace.schemas.GateResult;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.pipeline.Promotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;

/**
 * Who serves, who is its shadow, and what evidence there is for and against them. Immutable: every method gives the next life and what was decided. A version that has served ends
 * ARCHIVED, one that has not REJECTED. What learns on is not given up for serving no more: it becomes the shadow of whoever serves in its place.
 *
 * @param shadows versions that the gate could not tell from the champion, or that learn on
 */
public record Life(Standing standing, Shadows shadows) {

    /** Of a pipeline in which a version serves that nobody doubts, or none (0). */
    public static Life of(long champion) {
        return new Life(champion == 0 ? new Standing.Vacant() : new Standing.Settled(champion, 0), Shadows.none());
    }

    /**
     * A candidate has met the gate.
     *
     * @param comparable whether it solves the champion's problem, with its encoder
     * @param afterDrift whether a drift alarm asked for it: that speaks against the champion already
     * @param gate what the gate said; empty where it said nothing
     * @param said the same in words
     */
    Step onCandidate(
            long version, boolean comparable, boolean afterDrift, Optional<GateResult> gate, String said, Moment at) {
        if (!comparable) { // with none too: there is nothing to compare with
            return promote(version, false, said, at);
        }
        Optional<GateResult> result = gate.filter(of -> of.getChampion() == standing.champion());
        if (afterDrift && result.filter(Life::isRatherBetter).isPresent()) {
            return promote(version, true, said + "; a drift speaks against the champion", at);
        }
        return switch (result.map(GateResult::getOutcome).orElse(GateOutcome.UNDECIDED)) {
            case BETTER -> promote(version, true, said, at);
            case INCOMPARABLE -> promote(version, false, said, at);
            case WORSE -> new Step(this, List.of(new Decision(version, ModelStatus.REJECTED, said)));
            default -> shadow(version, said, at);
        };
    }

    private static boolean isRatherBetter(GateResult gate) {
        return gate.getOutcome() == GateOutcome.UNDECIDED && gate.getLow() + gate.getHigh() < 0;
    }

    private Step shadow(long version, String said, Moment at) {
        Optional<Trial> older = shadows.inPlaceOf(version, at);
        List<Decision> decisions = new ArrayList<>();
        older.ifPresent(trial -> decisions.add(replaced(trial, version)));
        decisions.add(new Decision(
                version,
                ModelStatus.SHADOW,
                "%s; compared with champion %d on labelled examples as they come, %d at most"
                        .formatted(said, standing.champion(), at.rules().shadowExamples())));
        Shadows others = older.map(trial -> shadows.without(trial.version())).orElse(shadows);
        return new Step(
                new Life(
                        standing,
                        others.with(Trial.begun(version, at.now(), at.rules().shadowExamples()))),
                decisions);
    }

    private Decision replaced(Trial trial, long by) {
        return trial.ended(
                "%s; version %d takes its place".formatted(trial.line("not told apart from", standing.champion()), by));
    }

    /**
     * Models have answered an example whose label has come.
     *
     * @param champion what the champion cost, 0 to 1
     * @param costs of a version that is compared; NaN where it does not count
     */
    Step onLabel(double champion, LongToDoubleFunction costs, Moment at) {
        Step step = standing instanceof Standing.OnProbation probation
                ? onPrevious(
                        probation,
                        champion,
                        costs.applyAsDouble(probation.trial().version()),
                        at)
                : Step.nothing(this);
        for (Trial trial : shadows.trials()) {
            if (step.next().standing.champion() == standing.champion()) {
                step = step.then(step.next().onShadow(trial, champion, costs.applyAsDouble(trial.version()), at));
            }
        }
        return step;
    }

    private Step onPrevious(Standing.OnProbation probation, double champion, double previous, Moment at) {
        if (Double.isNaN(previous)) {
            return Step.nothing(this);
        }
        Trial trial = probation.trial().after(champion, previous);
        if (trial.isBetter(at.rules().errorRate())) {
            return rolledBack(trial, at);
        }
        return Step.nothing(new Life(
                trial.isOver()
                        ? new Standing.Settled(probation.champion(), trial.version())
                        : new Standing.OnProbation(probation.champion(), trial),
                shadows));
    }

    private Step onShadow(Trial before, double champion, double own, Moment at) {
        if (Double.isNaN(own)) {
            return Step.nothing(this);
        }
        Trial trial = before.after(champion, own);
        double errorRate = at.rules().errorRate();
        if (trial.isBetter(errorRate)) {
            return promote(trial.version(), true, trial.line("better than", standing.champion()), at);
        }
        if (trial.isWorse(errorRate)) {
            return without(trial, trial.line("worse than", standing.champion()));
        }
        if (trial.isOver()) {
            return without(trial, trial.line("not told apart from", standing.champion()));
        }
        return Step.nothing(new Life(standing, shadows.after(trial)));
    }

    private Step rolledBack(Trial trial, Moment at) {
        long worse = standing.champion();
        String reason =
                "rolled back to version %d, which is %s".formatted(trial.version(), trial.line("better than", worse));
        Life next = new Life(new Standing.Settled(trial.version(), 0), shadows.begunAgain(at.now()));
        return next.given(worse, next.goesOn(worse, at), reason, at)
                .and(new Decision(
                        trial.version(), ModelStatus.CHAMPION, trial.line("serves again: better than", worse)));
    }

    /** Whether a version is compared on when it serves no more. */
    private boolean goesOn(long before, Moment at) {
        return at.learnsOn().test(before) && shadows.inPlaceOf(before, at).isEmpty();
    }

    /** A version has served until another took its place. */
    private Step given(long before, boolean goesOn, String reason, Moment at) {
        if (!goesOn) {
            return new Step(this, List.of(new Decision(before, ModelStatus.ARCHIVED, reason)));
        }
        Trial begun = Trial.begun(before, at.now(), at.rules().shadowExamples()).ofOneThatServed();
        return new Step(
                new Life(standing, shadows.with(begun)),
                List.of(new Decision(
                        before,
                        ModelStatus.SHADOW,
                        "%s; it learns on, and is compared with version %d".formatted(reason, standing.champion()))));
    }

    /** Time has passed. */
    Step onTime(Moment at) {
        Step step = Step.nothing(this);
        for (Trial trial : shadows.trials()) {
            boolean slow =
                    at.now() - trial.startedAt() >= at.rules().shadowTime().toMillis();
            if (slow && step.next().standing.champion() == standing.champion()) {
                step = step.then(step.next().onSlow(trial, at));
            }
        }
        return step;
    }

    private Step onSlow(Trial trial, Moment at) {
        String reason =
                "labels are slow (promotion.shadowTime): " + trial.line("not told apart from", standing.champion());
        boolean trusted = at.rules().whenSlow() == Promotion.WhenSlow.PROMOTE && !trial.served();
        return trusted ? promote(trial.version(), true, reason, at) : without(trial, reason);
    }

    /** A version that is compared turns out not to run. */
    Step onBroken(long version, String reason, Moment at) {
        Optional<Trial> broken = shadows.of(version);
        if (broken.isPresent()) {
            return without(broken.get(), reason);
        }
        if (standing.champion() == version && !shadows.trials().isEmpty()) {
            return instead(shadows.trials().get(0), "champion " + version + " does not run: " + reason, at);
        }
        return Step.nothing(new Life(new Standing.Settled(standing.champion(), 0), shadows));
    }

    /** The other shadow goes on: it is compared with who serves now. */
    private Step instead(Trial shadow, String reason, Moment at) {
        Step step = new Life(standing, Shadows.none().with(shadow)).promote(shadow.version(), false, reason, at);
        Shadows others = shadows.without(shadow.version()).begunAgain(at.now());
        return new Step(new Life(step.next().standing, others), step.decisions());
    }

    /**
     * A version is a shadow, but is not compared: whoever kept its trial knew of one shadow only, or the trial was lost. It is compared anew where there is room, and ends otherwise.
     *
     * @param comparable whether it solves the champion's problem, with its encoder
     */
    Step onForgotten(long version, boolean comparable, Moment at) {
        Trial begun = Trial.begun(version, at.now(), at.rules().shadowExamples());
        if (!comparable || shadows.inPlaceOf(version, at).isPresent()) {
            return new Step(this, List.of(begun.ended("its comparison with the champion was lost")));
        }
        return Step.nothing(new Life(standing, shadows.with(begun)));
    }

    /**
     * A version serves from now on.
     *
     * @param comparable whether the champion so far can be compared with it, and rolled back to
     */
    Step promote(long version, boolean comparable, String reason, Moment at) {
        long before = standing.champion();
        List<Decision> decisions = new ArrayList<>();
        Optional<Trial> like = shadows.inPlaceOf(version, at);
        Shadows others = shadows.without(version).begunAgain(at.now());
        for (Trial trial : shadows.without(version).trials()) {
            if (!comparable || like.equals(Optional.of(trial))) {
                decisions.add(replaced(trial, version));
                others = others.without(trial.version());
            }
        }
        boolean goesOn = comparable && new Life(standing, others).goesOn(before, at);
        int probation = comparable && !goesOn && before != 0 ? at.rules().probationExamples() : 0;
        Standing next = probation > 0
                ? new Standing.OnProbation(
                        version, Trial.begun(before, at.now(), probation).ofOneThatServed())
                : new Standing.Settled(version, before);
        Step step = new Step(new Life(next, others), decisions);
        if (before != 0) {
            step = step.then(step.next().given(before, goesOn, "replaced by version " + version, at));
        }
        return step.and(new Decision(version, ModelStatus.CHAMPION, reason));
    }

    /** The version before the champion serves again; to be asked only where there is one. */
    Step rollBack(String reason, Moment at) {
        long back = standing.previous();
        return new Step(
                new Life(new Standing.Settled(back, 0), shadows.without(back).begunAgain(at.now())),
                List.of(
                        new Decision(standing.champion(), ModelStatus.ARCHIVED, reason),
                        new Decision(back, ModelStatus.CHAMPION, reason)));
    }

    /**
     * A version that does not serve is given up.
     *
     * @param served whether it has served before, as far as is not known here
     */
    Step archive(long version, boolean served, String reason) {
        Standing without = standing.previous() == version ? new Standing.Settled(standing.champion(), 0) : standing;
        Life left = new Life(without, shadows);
        return shadows.of(version)
                .map(trial -> left.without(trial, reason))
                .orElseGet(() -> new Step(
                        left,
                        List.of(new Decision(version, served ? ModelStatus.ARCHIVED : ModelStatus.REJECTED, reason))));
    }

    private Step without(Trial over, String reason) {
        return new Step(new Life(standing, shadows.without(over.version())), List.of(over.ended(reason)));
    }
}
