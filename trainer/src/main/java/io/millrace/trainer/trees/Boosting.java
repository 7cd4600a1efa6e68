package io.millrace.trainer.trees;

import io.millrace.schemas.pipeline.Trees;
import io.millrace.trainer.candidates.Logits;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.concurrent.CancellationException;

/** Adds a round of trees at a time until the held-out loss stays where it is; the rounds up to the lowest are kept. */
final class Boosting {
    /** Rounds without a lower held-out loss before boosting ends. */
    private static final int PATIENCE = 20;

    private final Trees settings;
    private final long seed;

    Boosting(Trees settings, long seed) {
        this.settings = settings;
        this.seed = seed;
    }

    /** @throws CancellationException where the thread was interrupted */
    TrainedTrees train(TrainingWindow.Split window, TreeTarget target) {
        double lowest = Double.POSITIVE_INFINITY;
        int best = 0;
        int round = 0;
        Logits answers = null;
        try (BoostedTrees trees = new BoostedTrees(window, target, settings, seed)) {
            while (round < settings.rounds() && round - best < PATIENCE) {
                stopWhereInterrupted();
                trees.grow(round++);
                Logits now = trees.heldOut();
                double loss = target.heldOut(now);
                if (best == 0 || loss < lowest) {
                    lowest = loss;
                    best = round;
                    answers = now;
                }
            }
            return new TrainedTrees(trees.first(best), round, best, answers, trees.version());
        }
    }

    private static void stopWhereInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("training was interrupted");
        }
    }
}
