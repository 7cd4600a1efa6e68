package io.millrace.trainer.life;

import io.millrace.schemas.GateOutcome;
import io.millrace.schemas.GateResult;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.pipeline.Promotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who serves, who is its shadow, and what evidence there is for and against them. Immutable: every method gives the next life and what was decided. A version that has served ends
 * ARCHIVED, one that has not REJECTED.
 *
 * @param shadow a candidate that the gate could not tell from the champion; at most one
 */
public record Life(Standing standing, Optional<Trial> shadow) {

    /**
     * What follows from something.
     *
     * @param decisions in the order in which they are to be written
     */
    record Step(Life next, List<Decision> decisions) {
        Step {
            decisions = List.copyOf(decisions);
        }

        static Step nothing(Life life) {
            return new Step(life, List.of());
        }
    }

    /** Of a pipeline in which a version serves that nobody doubts, or none (0). */
    public static Life of(long champion) {
        return new Life(champion == 0 ? new Standing.Vacant() : new Standing.Settled(champion, 0), Optional.empty());
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
            long version,
            boolean comparable,
            boolean afterDrift,
            Optional<GateResult> gate,
            String said,
            Promotion rules,
            long now) {
        if (!comparable) { // with none too: there is nothing to compare with
            return promote(version, false, said, rules, now);
        }
        Optional<GateResult> result = gate.filter(of -> of.getChampion() == standing.champion());
        if (afterDrift && result.filter(Life::isRatherBetter).isPresent()) {
            return promote(version, true, said + "; a drift speaks against the champion", rules, now);
        }
        return switch (result.map(GateResult::getOutcome).orElse(GateOutcome.UNDECIDED)) {
            case BETTER -> promote(version, true, said, rules, now);
            case INCOMPARABLE -> promote(version, false, said, rules, now);
            case WORSE -> new Step(this, List.of(new Decision(version, ModelStatus.REJECTED, said)));
            default -> shadow(version, said, rules, now);
        };
    }

    private static boolean isRatherBetter(GateResult gate) {
        return gate.getOutcome() == GateOutcome.UNDECIDED && gate.getLow() + gate.getHigh() < 0;
    }

    private Step shadow(long version, String said, Promotion rules, long now) {
        List<Decision> decisions = new ArrayList<>(replacedShadow(version));
        decisions.add(new Decision(
                version,
                ModelStatus.SHADOW,
                "%s; compared with champion %d on labelled examples as they come, %d at most"
                        .formatted(said, standing.champion(), rules.shadowExamples())));
        return new Step(new Life(standing, Optional.of(Trial.begun(version, now, rules.shadowExamples()))), decisions);
    }

    private List<Decision> replacedShadow(long version) {
        return shadow.map(older -> List.of(new Decision(
                        older.version(),
                        ModelStatus.REJECTED,
                        "%s; version %d is newer"
                                .formatted(older.line("not told apart from", standing.champion()), version))))
                .orElse(List.of());
    }

    /**
     * Models have answered an example whose label has come.
     *
     * @param champion what the champion cost, 0 to 1
     * @param ofShadow of the shadow; NaN where it does not count
     * @param ofPrevious of the version before the champion; NaN where it does not count
     */
    Step onLabel(double champion, double ofShadow, double ofPrevious, Promotion rules, long now) {
        Life life = this;
        if (standing instanceof Standing.OnProbation probation && !Double.isNaN(ofPrevious)) {
            Trial trial = probation.trial().after(champion, ofPrevious);
            if (trial.better().isPositive(rules.errorRate())) {
                return rolledBack(trial, now);
            }
            life = new Life(
                    trial.isOver()
                            ? new Standing.Settled(probation.champion(), trial.version())
                            : new Standing.OnProbation(probation.champion(), trial),
                    shadow);
        }
        return shadow.isPresent() && !Double.isNaN(ofShadow)
                ? life.onShadow(shadow.get().after(champion, ofShadow), rules, now)
                : Step.nothing(life);
    }

    private Step onShadow(Trial trial, Promotion rules, long now) {
        if (trial.better().isPositive(rules.errorRate())) {
            return promote(trial.version(), true, trial.line("better than", standing.champion()), rules, now);
        }
        if (trial.worse().isPositive(rules.errorRate())) {
            return withoutShadow(trial.version(), ModelStatus.REJECTED, trial.line("worse than", standing.champion()));
        }
        return trial.isOver()
                ? withoutShadow(
                        trial.version(), ModelStatus.REJECTED, trial.line("not told apart from", standing.champion()))
                : Step.nothing(new Life(standing, Optional.of(trial)));
    }

    private Step rolledBack(Trial trial, long now) {
        long worse = standing.champion();
        return new Step(
                new Life(new Standing.Settled(trial.version(), 0), shadow.map(other -> other.begunAgain(now))),
                List.of(
                        new Decision(
                                worse,
                                ModelStatus.ARCHIVED,
                                "rolled back to version %d, which is %s"
                                        .formatted(trial.version(), trial.line("better than", worse))),
                        new Decision(
                                trial.version(),
                                ModelStatus.CHAMPION,
                                trial.line("serves again: better than", worse))));
    }

    /** Time has passed. */
    Step onTime(Promotion rules, long now) {
        Optional<Trial> slow = shadow.filter(
                trial -> now - trial.startedAt() >= rules.shadowTime().toMillis());
        if (slow.isEmpty()) {
            return Step.nothing(this);
        }
        String reason = "labels are slow (promotion.shadowTime): "
                + slow.get().line("not told apart from", standing.champion());
        long version = slow.get().version();
        return rules.whenSlow() == Promotion.WhenSlow.PROMOTE
                ? promote(version, true, reason, rules, now)
                : withoutShadow(version, ModelStatus.REJECTED, reason);
    }

    /** A version that is compared turns out not to run. */
    Step onBroken(long version, String reason, Promotion rules, long now) {
        if (shadow.filter(trial -> trial.version() == version).isPresent()) {
            return withoutShadow(version, ModelStatus.REJECTED, reason);
        }
        if (standing.champion() == version && shadow.isPresent()) {
            return promote(
                    shadow.get().version(), false, "champion " + version + " does not run: " + reason, rules, now);
        }
        return Step.nothing(new Life(new Standing.Settled(standing.champion(), 0), shadow));
    }

    /**
     * A version serves from now on.
     *
     * @param comparable whether the champion so far can be compared with it, and rolled back to
     */
    Step promote(long version, boolean comparable, String reason, Promotion rules, long now) {
        long before = standing.champion();
        List<Decision> decisions = new ArrayList<>();
        if (shadow.filter(trial -> trial.version() != version).isPresent()) {
            decisions.addAll(replacedShadow(version));
        }
        if (before != 0) {
            decisions.add(new Decision(before, ModelStatus.ARCHIVED, "replaced by version " + version));
        }
        decisions.add(new Decision(version, ModelStatus.CHAMPION, reason));
        Standing next = comparable && before != 0 && rules.probationExamples() > 0
                ? new Standing.OnProbation(version, Trial.begun(before, now, rules.probationExamples()))
                : new Standing.Settled(version, before);
        return new Step(new Life(next, Optional.empty()), decisions);
    }

    /** The version before the champion serves again; to be asked only where there is one. */
    Step rollBack(String reason, long now) {
        long back = standing.previous();
        return new Step(
                new Life(new Standing.Settled(back, 0), shadow.map(other -> other.begunAgain(now))),
                List.of(
                        new Decision(standing.champion(), ModelStatus.ARCHIVED, reason),
                        new Decision(back, ModelStatus.CHAMPION, reason)));
    }

    /**
     * A version that does not serve is given up.
     *
     * @param served whether it has served before
     */
    Step archive(long version, boolean served, String reason) {
        Standing without = standing.previous() == version ? new Standing.Settled(standing.champion(), 0) : standing;
        return new Step(
                new Life(without, shadow.filter(trial -> trial.version() != version)),
                List.of(new Decision(version, served ? ModelStatus.ARCHIVED : ModelStatus.REJECTED, reason)));
    }

    private Step withoutShadow(long version, ModelStatus status, String reason) {
        return new Step(new Life(standing, Optional.empty()), List.of(new Decision(version, status, reason)));
    }
}
