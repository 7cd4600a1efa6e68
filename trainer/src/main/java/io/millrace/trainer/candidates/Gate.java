package io.millrace.trainer.candidates;

import io.millrace.models.artefact.ModelRefused;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.GateOutcome;
import io.millrace.schemas.GateResult;
import io.millrace.statistics.metrics.PairedInterval;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares a candidate with the champion on the same later data, example by example: an interval of the mean difference of their losses (log loss, or the absolute error of regression) says whether one is surely better, or
 * the examples do not tell.
 */
public final class Gate {
    private final double margin;
    private final double errorRate;

    /**
     * @param margin how much worse the candidate's held-out loss may be: in nats, or in the label's unit
     * @param errorRate probability that the mean is outside the interval, above 0 and below 1
     */
    public Gate(double margin, double errorRate) {
        this.margin = margin;
        this.errorRate = errorRate;
    }

    /** @param reason one line, the numbers included */
    public record Verdict(GateResult result, String reason) {
        /** Whether the candidate is not surely worse. */
        public boolean passed() {
            return result.getOutcome() != GateOutcome.WORSE;
        }

        /** The same, of a candidate that may have learnt from these examples: what they say in its favour does not count. */
        public Verdict doubted() {
            return without(GateOutcome.BETTER, "it may have learnt from them");
        }

        /** The same, where the champion has learnt from these examples: what they say in its favour does not count. */
        public Verdict againstLearner() {
            return without(GateOutcome.WORSE, "the champion has learnt from them");
        }

        /** The same, of a candidate that has learnt more since: that it was worse then does not count. */
        public Verdict learnsOn() {
            return without(GateOutcome.WORSE, "it has learnt more since");
        }

        private Verdict without(GateOutcome outcome, String why) {
            if (result.getOutcome() != outcome) {
                return this;
            }
            return new Verdict(
                    new GateResult(
                            GateOutcome.UNDECIDED,
                            result.getChampion(),
                            result.getRows(),
                            result.getLow(),
                            result.getHigh(),
                            result.getConfidence()),
                    reason + "; " + why);
        }
    }

    /**
     * @param champion none before a first one; one that cannot be compared with lets every candidate through
     */
    public Verdict judge(Candidate candidate, Optional<Incumbent> champion, TrainingWindow heldOut, Problem problem) {
        double loss = candidate.evaluation().loss();
        String what = problem.lossInWords();
        if (champion.isEmpty()) {
            return uncompared(GateOutcome.FIRST, 0, line("held-out %s %.4f; there was no champion", what, loss));
        }
        Incumbent incumbent = champion.get();
        long version = incumbent.version().getVersion();
        if (!incumbent.solves(problem)) {
            return uncompared(
                    GateOutcome.INCOMPARABLE,
                    version,
                    line("held-out %s %.4f; champion %d has another encoder or other classes", what, loss, version));
        }
        return answers(incumbent, heldOut, problem)
                .map(standing -> compare(candidate, standing, version, heldOut, problem))
                .orElseGet(() -> uncompared(
                        GateOutcome.INCOMPARABLE,
                        version,
                        line("held-out %s %.4f; champion %d does not run", what, loss, version)));
    }

    private Verdict compare(
            Candidate candidate, float[] standing, long version, TrainingWindow heldOut, Problem problem) {
        double[] ofChampion = problem.losses(standing, heldOut);
        double[] ofCandidate;
        try (OnnxModel model = new OnnxModel(candidate.bytes().toArray())) {
            ofCandidate = problem.losses(model.probabilities(heldOut.matrix(), heldOut.rows()), heldOut);
        }
        PairedInterval interval = PairedInterval.of(ofCandidate, ofChampion, errorRate);
        GateOutcome outcome = outcome(interval);
        String comparison = switch (outcome) {
            case BETTER -> "surely better than";
            case WORSE -> "surely worse than";
            default -> "not told apart from";
        };
        return new Verdict(
                new GateResult(outcome, version, heldOut.rows(), interval.low(), interval.high(), 1 - errorRate),
                line(
                        "held-out %s %.4f is %s champion %d's %.4f on the same %d examples: %+.4f, between %+.4f and %+.4f at %s %%",
                        problem.lossInWords(),
                        candidate.evaluation().loss(),
                        comparison,
                        version,
                        problem.measure(standing, heldOut).loss(),
                        heldOut.rows(),
                        interval.mean(),
                        interval.low(),
                        interval.high(),
                        percent(1 - errorRate)));
    }

    private GateOutcome outcome(PairedInterval interval) {
        if (interval.high() < 0) {
            return GateOutcome.BETTER;
        }
        return interval.low() > margin ? GateOutcome.WORSE : GateOutcome.UNDECIDED;
    }

    private Verdict uncompared(GateOutcome outcome, long champion, String reason) {
        return new Verdict(new GateResult(outcome, champion, 0, 0d, 0d, 1 - errorRate), reason);
    }

    private static Optional<float[]> answers(Incumbent champion, TrainingWindow heldOut, Problem problem) {
        if (champion.bytes().isEmpty()) {
            return Optional.empty();
        }
        try (OnnxModel model = new OnnxModel(champion.bytes().get().toArray())) {
            return problem.isAnsweredBy(model)
                    ? Optional.of(model.probabilities(heldOut.matrix(), heldOut.rows()))
                    : Optional.empty();
        } catch (ModelRefused e) {
            return Optional.empty();
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.4f", 100 * share).replaceAll("\\.?0+$", "");
    }

    private static String line(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
