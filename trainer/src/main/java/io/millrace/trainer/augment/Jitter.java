package io.millrace.trainer.augment;

import io.millrace.trainer.windows.TrainingWindow;
import java.util.SplittableRandom;

/**
 * Copies of examples with Gaussian noise on their numbers (Bishop 1995, Training with Noise is Equivalent to Tikhonov Regularization):
 * x + a s z, where s is the standard deviation of the column in the window and z standard normal. Codes stay, missing stays missing.
 *
 * @param amount a, in standard deviations
 * @param share copies for each example
 */
record Jitter(double amount, double share) implements Method {
    @Override
    public String name() {
        return "jitter";
    }

    @Override
    public void make(TrainingWindow from, Slots slots, SplittableRandom random, MadeRows made) {
        long copies = Math.round(share * from.rows());
        for (long copy = 0; copy < copies; copy++) {
            made.copy((int) (copy % from.rows()));
            for (int slot = 0; slot < slots.length(); slot++) {
                if (slots.numeric(slot)) {
                    double noise = amount * slots.deviation(slot) * random.nextGaussian();
                    made.set(slot, (float) (made.get(slot) + noise));
                }
            }
        }
    }
}
