package io.millrace.trainer;

import io.millrace.schemas.TrainingPhase;
import io.millrace.trainer.candidates.Candidate;
import io.millrace.trainer.candidates.Contest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Tells how far the families of one request are, all together. Thread-safe. */
final class FamiliesProgress implements Contest.Trained {
    private final Progress progress;
    private final String request;
    private final int families;
    private final double from;
    private final double to;
    private final Map<String, Double> shares = new HashMap<>();

    /**
     * @param from share of the request's way before any is trained
     * @param to and when all are
     */
    FamiliesProgress(Progress progress, String request, int families, double from, double to) {
        this.progress = progress;
        this.request = request;
        this.families = families;
        this.from = from;
        this.to = to;
    }

    @Override
    public void told(Candidate candidate, int done) {
        tell(
                candidate.family(),
                1,
                String.format(
                        Locale.ROOT,
                        "%s has a held-out %s of %.4f",
                        candidate.family(),
                        candidate.evaluation().lossName(),
                        candidate.evaluation().loss()));
    }

    @Override
    public void tried(String family, double share, String line) {
        tell(family, share, family + ": " + line);
    }

    private synchronized void tell(String family, double share, String line) {
        shares.put(family, share);
        double all = shares.values().stream().mapToDouble(Double::doubleValue).sum() / families;
        progress.reached(request, TrainingPhase.TRAINED, from + (to - from) * all, line);
    }
}
