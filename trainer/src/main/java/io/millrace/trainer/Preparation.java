package io.millrace.trainer;

import io.millrace.schemas.pipeline.Training;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.augment.Augmentation;
import io.millrace.trainer.candidates.IsotonicFit;
import io.millrace.trainer.windows.ResolvedWindow;
import io.millrace.trainer.windows.SplitRule;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What becomes of a window before anything learns from it: it is split, and examples are added to its training part.
 *
 * @param made how many examples each method of augmentation made
 * @param parameters all of it, as the lineage tells it
 */
record Preparation(TrainingWindow.Split window, Map<String, Integer> made, Map<String, String> parameters) {
    /** Which pieces of the examples topic were learnt from beside the window, in the lineage. */
    static final String REPLAY = "replay";

    Preparation {
        made = Map.copyOf(made);
        parameters = Map.copyOf(parameters);
    }

    static Preparation of(ResolvedWindow resolved, Training training, VectorLayout layout) {
        return of(resolved, Replay.NONE, training, layout);
    }

    /** The same with older examples. */
    static Preparation of(ResolvedWindow resolved, Replay replay, Training training, VectorLayout layout) {
        SplitRule rule = SplitRule.of(training);
        TrainingWindow.Split plain = rule.split(resolved.window());
        TrainingWindow.Split split =
                replay.rows().map(rows -> rule.withOlder(plain, rows)).orElse(plain);
        Augmentation.Augmented augmented = new Augmentation(training.augment(), training.seed()).augment(split, layout);
        Map<String, String> parameters = new TreeMap<>();
        TrainingWindow.Split parts = calibrating(augmented.window(), training, parameters);
        parameters.put("split", training.split().name().toLowerCase(Locale.ROOT));
        parameters.put("validationShare", Double.toString(training.validationShare()));
        parameters.put("testShare", Double.toString(training.testShare()));
        if (training.warmStart().replays()) {
            parameters.put(REPLAY, replay.told());
            parameters.put(
                    "replayed",
                    Integer.toString(split.training().rows() - plain.training().rows()));
        }
        parameters.put("moved", Integer.toString(split.moved()));
        parameters.put("corrected", Long.toString(resolved.leftOut().corrected()));
        if (!augmented.made().isEmpty()) {
            parameters.put("augment", training.augment().toString());
            augmented.made().forEach((method, rows) -> parameters.put("made." + method, Integer.toString(rows)));
        }
        return new Preparation(parts, augmented.made(), parameters);
    }

    /** With rows to calibrate by where that is asked for, and there are enough. */
    private static TrainingWindow.Split calibrating(
            TrainingWindow.Split split, Training training, Map<String, String> parameters) {
        if (training.calibration() != Training.Calibration.ISOTONIC
                || split.heldOut().rows() == 0) {
            return split;
        }
        TrainingWindow.Split halved = split.halved();
        Optional<String> tooFew = IsotonicFit.tooFew(halved);
        parameters.put(
                "calibrationRows",
                Integer.toString(tooFew.isPresent() ? 0 : halved.calibrating().rows()));
        tooFew.ifPresent(why -> parameters.put("calibration", "temperature, not isotonic: " + why));
        return tooFew.isPresent() ? split : halved;
    }

    int madeRows() {
        return made.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** One line, for the log. */
    String line() {
        return "%d examples to learn from, %d of them made %s; %d held out, %d to calibrate by, %d to test on; %d moved to where their entity is"
                .formatted(
                        window.training().rows(),
                        madeRows(),
                        made,
                        window.heldOut().rows(),
                        window.calibrating().rows(),
                        window.test().rows(),
                        window.moved());
    }
}
