package io.millrace.trainer.augment;

import io.millrace.trainer.windows.TrainingWindow;
import java.util.SplittableRandom;

/**
 * Examples between two of the same class: l x1 + (1 - l) x2, l from Beta(alpha, alpha) (Zhang, Cisse, Dauphin, Lopez-Paz 2018, mixup:
 * Beyond Empirical Risk Minimization; within a class, so that labels stay labels). Codes, and numbers that one of the two lacks, are those
 * of the nearer one. A class with one example is left as it is.
 *
 * @param alpha above 0; small values stay near one of the two
 * @param share mixed examples for each example
 */
record Mixup(double alpha, double share) implements Method {
    @Override
    public String name() {
        return "mixup";
    }

    @Override
    public void make(TrainingWindow from, Slots slots, SplittableRandom random, MadeRows made) {
        Classes classes = Classes.of(from.labels());
        SymmetricBeta beta = new SymmetricBeta(alpha);
        long mixed = Math.round(share * from.rows());
        for (long i = 0; i < mixed; i++) {
            int one = (int) (i % from.rows());
            int[] alike = classes.rows(from.labels()[one]);
            if (alike.length > 1) {
                mix(from, one, another(alike, one, random), beta.next(random), slots, made);
            }
        }
    }

    private static int another(int[] alike, int than, SplittableRandom random) {
        int chosen = alike[random.nextInt(alike.length - 1)];
        return chosen == than ? alike[alike.length - 1] : chosen;
    }

    private static void mix(TrainingWindow from, int one, int other, double share, Slots slots, MadeRows made) {
        int nearer = share >= 0.5 ? one : other;
        int farther = share >= 0.5 ? other : one;
        double weight = Math.max(share, 1 - share);
        made.copy(nearer);
        for (int slot = 0; slot < slots.length(); slot++) {
            float near = from.matrix()[nearer * from.features() + slot];
            float far = from.matrix()[farther * from.features() + slot];
            if (slots.numeric(slot) && Float.isFinite(near) && Float.isFinite(far)) {
                made.set(slot, (float) (weight * near + (1 - weight) * far));
            }
        }
    }
}
