package io.millrace.trainer.augment;

import io.millrace.schemas.pipeline.Augment;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Adds made examples to the training part of a window. SMOTE comes first; jitter and mixup then work on what it made the classes, and not on
 * each other's examples. What judges and measures stays as it came.
 */
public final class Augmentation {
    private final Augment settings;
    private final long seed;

    /** @param seed of every random choice */
    public Augmentation(Augment settings, long seed) {
        this.settings = settings;
        this.seed = seed;
    }

    /**
     * A window with more to learn from.
     *
     * @param made how many examples each method made; empty where none was asked for
     */
    public record Augmented(TrainingWindow.Split window, Map<String, Integer> made) {
        public Augmented {
            made = Map.copyOf(made);
        }
    }

    /** The same window, settings and seed give the same examples. */
    public Augmented augment(TrainingWindow.Split window, VectorLayout layout) {
        TrainingWindow training = window.training();
        if (isOff() || !isOfUse(window)) {
            return new Augmented(window, Map.of());
        }
        Map<String, Integer> made = new TreeMap<>();
        SplittableRandom seeds = new SplittableRandom(seed);
        Slots slots = Slots.of(layout, training);
        TrainingWindow balanced = extended(training, balancing(), slots, seeds, made);
        return new Augmented(window.withTraining(extended(balanced, spreading(), slots, seeds, made)), made);
    }

    /** Whether anything can be learnt from it at all; if not, its numbers are told as they are. */
    private static boolean isOfUse(TrainingWindow.Split window) {
        return window.training().distinctLabels() > 1 && window.heldOut().rows() > 0;
    }

    private boolean isOff() {
        return balancing().isEmpty() && spreading().isEmpty();
    }

    private List<Method> balancing() {
        return settings.smote() > 0 ? List.of(new Smote(settings.smote(), settings.neighbours())) : List.of();
    }

    private List<Method> spreading() {
        List<Method> methods = new ArrayList<>();
        if (settings.jitter() > 0) {
            methods.add(new Jitter(settings.jitter(), settings.share()));
        }
        if (settings.mixup() > 0) {
            methods.add(new Mixup(settings.mixup(), settings.share()));
        }
        return methods;
    }

    private static TrainingWindow extended(
            TrainingWindow window,
            List<Method> methods,
            Slots slots,
            SplittableRandom seeds,
            Map<String, Integer> made) {
        MadeRows rows = new MadeRows(window);
        for (Method method : methods) {
            int before = rows.rows();
            method.make(window, slots, seeds.split(), rows);
            made.put(method.name(), rows.rows() - before);
        }
        return rows.behindWindow();
    }
}
