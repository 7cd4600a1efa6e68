package io.millrace.trainer.augment;

import io.millrace.trainer.windows.TrainingWindow;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

/**
 * Examples of rare classes, each between one of the class and one of its nearest neighbours there (Chawla, Bowyer, Hall, Kegelmeyer 2002,
 * SMOTE: Synthetic Minority Over-sampling Technique), numbers x1 + g (x2 - x1) with g uniform from 0 to 1. Codes as in its section 6.1,
 * SMOTE-NC: the one that most of the neighbours have. A number that one of the two lacks is that of the first. A class with one example
 * has no neighbour and is left as it is.
 *
 * @param share classes are brought up to this share of the most frequent one
 * @param k neighbours
 */
record Smote(double share, int k) implements Method {
    /** Of a larger class so many examples, evenly spread, stand for it: neighbours are looked for among all of them. */
    static final int POOL = 5_000;

    @Override
    public String name() {
        return "smote";
    }

    @Override
    public void make(TrainingWindow from, Slots slots, SplittableRandom random, MadeRows made) {
        Classes classes = Classes.of(from.labels());
        long wanted = Math.round(share * classes.largest());
        for (int label = 0; label < classes.count(); label++) {
            int[] rows = classes.rows(label);
            if (rows.length > 1 && rows.length < wanted) {
                int[] pool = spread(rows);
                fill(from, pool, new Neighbours(from, slots, pool), wanted - rows.length, slots, random, made);
            }
        }
    }

    private static int[] spread(int[] rows) {
        int[] pool = new int[Math.min(rows.length, POOL)];
        for (int i = 0; i < pool.length; i++) {
            pool[i] = rows[(int) ((long) rows.length * i / pool.length)];
        }
        return pool;
    }

    /** Every example of the pool in turn is the one to start from, so that the neighbours of each are looked for once. */
    private void fill(
            TrainingWindow from,
            int[] pool,
            Neighbours neighbours,
            long missing,
            Slots slots,
            SplittableRandom random,
            MadeRows made) {
        for (int i = 0; i < pool.length; i++) {
            long ofThis = missing * (i + 1) / pool.length - missing * i / pool.length;
            if (ofThis == 0) {
                continue;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("training was interrupted");
            }
            int[] nearest = neighbours.of(i, k);
            for (long n = 0; n < ofThis; n++) {
                place(from, pool[i], nearest, slots, random, made);
            }
        }
    }

    private static void place(
            TrainingWindow from, int one, int[] nearest, Slots slots, SplittableRandom random, MadeRows made) {
        int other = nearest[random.nextInt(nearest.length)];
        double gap = random.nextDouble();
        made.copy(one);
        for (int slot = 0; slot < slots.length(); slot++) {
            float first = from.matrix()[one * from.features() + slot];
            float second = from.matrix()[other * from.features() + slot];
            if (!slots.numeric(slot)) {
                made.set(slot, mostFrequent(from, nearest, slot));
            } else if (Float.isFinite(first) && Float.isFinite(second)) {
                made.set(slot, (float) (first + gap * ((double) second - first)));
            }
        }
    }

    /** Of equals the one of the nearest; a missing code is one like the others. */
    private static float mostFrequent(TrainingWindow from, int[] nearest, int slot) {
        int most = 0;
        float frequent = Float.NaN;
        for (int candidate : nearest) {
            float value = from.matrix()[candidate * from.features() + slot];
            int times = 0;
            for (int other : nearest) {
                times += Float.compare(value, from.matrix()[other * from.features() + slot]) == 0 ? 1 : 0;
            }
            if (times > most) {
                most = times;
                frequent = value;
            }
        }
        return frequent;
    }
}
