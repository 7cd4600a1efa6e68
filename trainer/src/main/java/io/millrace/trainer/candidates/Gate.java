package io.millrace.trainer.candidates;

import io.millrace.models.artefact.ModelRefused;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Lets a candidate through that does no worse than the champion on the same later data. */
public final class Gate {
    private final double margin;

    /** @param margin how much worse the candidate's held-out log loss may be, in nats */
    public Gate(double margin) {
        this.margin = margin;
    }

    /** @param reason one line, the numbers included */
    public record Verdict(boolean passed, String reason) {}

    /** @param champion none before a first one; one that cannot be compared with lets every candidate through */
    public Verdict judge(Candidate candidate, Optional<Incumbent> champion, TrainingWindow heldOut, Problem problem) {
        double loss = candidate.evaluation().logLoss();
        if (champion.isEmpty()) {
            return new Verdict(true, line("held-out log loss %.4f; there was no champion", loss));
        }
        Incumbent incumbent = champion.get();
        long version = incumbent.version().getVersion();
        if (!incumbent.solves(problem)) {
            return new Verdict(
                    true,
                    line("held-out log loss %.4f; champion %d has another encoder or other classes", loss, version));
        }
        OptionalDouble standing = logLoss(incumbent, heldOut, problem);
        if (standing.isEmpty()) {
            return new Verdict(true, line("held-out log loss %.4f; champion %d does not run", loss, version));
        }
        boolean passed = loss <= standing.getAsDouble() + margin;
        String comparison = passed ? "no worse" : "worse";
        return new Verdict(
                passed,
                line(
                        "held-out log loss %.4f is %s than champion %d's %.4f on the same %d examples",
                        loss, comparison, version, standing.getAsDouble(), heldOut.rows()));
    }

    private static OptionalDouble logLoss(Incumbent champion, TrainingWindow heldOut, Problem problem) {
        if (champion.bytes().isEmpty()) {
            return OptionalDouble.empty();
        }
        try (OnnxModel model = new OnnxModel(champion.bytes().get().toArray())) {
            float[] answers = model.probabilities(heldOut.matrix(), heldOut.rows());
            Evaluation evaluation =
                    Evaluation.of(answers, heldOut.labels(), problem.classes().size());
            return OptionalDouble.of(evaluation.logLoss());
        } catch (ModelRefused e) {
            return OptionalDouble.empty();
        }
    }

    private static String line(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
