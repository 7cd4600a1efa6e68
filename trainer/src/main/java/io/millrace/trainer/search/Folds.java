package io.millrace.trainer.search;

import io.millrace.schemas.pipeline.Training;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.augment.Augmentation;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What trials learn from and are judged by: pieces of the training part, the later always judging what was learnt from the earlier, and no entity in
 * both. Of several the training rows grow from piece to piece (forward chaining).
 */
final class Folds {
    private final List<TrainingWindow.Split> splits;
    private final Training settings;
    private final VectorLayout layout;

    private Folds(List<TrainingWindow.Split> splits, Training settings, VectorLayout layout) {
        this.splits = splits;
        this.settings = settings;
        this.layout = layout;
    }

    /** @param came the training part without made rows, in time order */
    static Folds of(TrainingWindow came, Training settings, VectorLayout layout) {
        int folds = settings.search().folds();
        List<TrainingWindow.Split> splits = folds == 1
                ? List.of(came.split(settings.validationShare()))
                : IntStream.rangeClosed(1, folds)
                        .mapToObj(fold -> came.first((int) ((long) came.rows() * (fold + 1) / (folds + 1)))
                                .split(1.0 / (fold + 1)))
                        .toList();
        return new Folds(splits.stream().filter(Folds::isOfUse).toList(), settings, layout);
    }

    private static boolean isOfUse(TrainingWindow.Split split) {
        return split.heldOut().rows() > 0 && split.training().distinctLabels() > 1;
    }

    int count() {
        return splits.size();
    }

    /** Rows the largest of them learns from. */
    int rows() {
        return splits.stream().mapToInt(split -> split.training().rows()).max().orElse(0);
    }

    /**
     * One of them, augmented as the whole will be.
     *
     * @param part of the training rows, the latest; above 0, at most 1
     */
    TrainingWindow.Split fold(int number, double part) {
        TrainingWindow.Split whole = splits.get(number);
        int rows = whole.training().rows();
        int from = rows - Math.max(1, (int) Math.round(rows * part));
        TrainingWindow.Split latest =
                from == 0 ? whole : new TrainingWindow.Split(whole.training().from(from), whole.heldOut());
        return new Augmentation(settings.augment(), settings.seed())
                .augment(latest, layout)
                .window();
    }
}
