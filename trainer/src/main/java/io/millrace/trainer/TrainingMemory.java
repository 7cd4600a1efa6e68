package io.millrace.trainer;

import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.Training;
import io.millrace.schemas.pipeline.VectorLayout;

/**
 * Bytes of the heap that preparing a window, learning from it and judging take at their dearest moment, for each of its rows. Every number is taken for one that is missing now and then, every code for one that
 * comes, and SMOTE for making as much as it can.
 */
final class TrainingMemory {
    /** Class of a row and hash of its entity. */
    static final int BESIDE_ROW = 12;

    /** What a reference counts of a row. */
    private static final int COUNTED = 48;

    /** An entity that older rows may not be about, where every row has its own. */
    private static final int ELSEWHERE = 64;

    private final PipelineDefinition pipeline;
    private final Training training;
    private final double row;
    private final FamilyMemory families;
    private final int processors;

    /** @param processors as many families are trained at once */
    TrainingMemory(PipelineDefinition pipeline, int processors) {
        VectorLayout layout = VectorLayout.of(pipeline);
        this.pipeline = pipeline;
        this.training = pipeline.training();
        this.row = (double) Float.BYTES * layout.length() + BESIDE_ROW;
        this.families = new FamilyMemory(layout, training);
        this.processors = processors;
    }

    double perRow() {
        double later = training.validationShare() + training.testShare();
        double older = training.warmStart().replays() ? training.warmStart().replay() : 0;
        double learnt = 1 - later + older;
        // the window, older rows and the parts that are not learnt from are there all the time
        double held = row * (1 + older + later);
        double replaying = older == 0 ? 0 : row * (1 - later) + Math.max(row * older, ELSEWHERE * later);
        double prepared = held + row * learnt + replaying + augmenting(learnt);
        double trained = held + row * augmented(learnt) + trained(learnt, later);
        double judged = held + row * augmented(learnt) + COUNTED;
        return Math.max(prepared, Math.max(trained, judged));
    }

    /** The dearest families side by side. */
    private double trained(double learnt, double later) {
        return training.candidates().stream()
                .map(family -> training.search().isOn()
                        ? searched(family, learnt, later)
                        : families.training(family, augmented(learnt), later))
                .sorted((a, b) -> Double.compare(b, a))
                .limit(processors)
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    /** A search's folds are there until the family is trained; each is augmented by itself, and the largest is the last. */
    private double searched(Training.Family family, double learnt, double later) {
        int count = training.search().folds();
        double folds = row * learnt * count * (count + 3) / (2 * (count + 1));
        double largest = count == 1 ? learnt * (1 - training.validationShare()) : learnt * count / (count + 1);
        double made = augmented(largest) == largest ? 0 : row * augmented(largest);
        double tried = made + families.training(family, augmented(largest), learnt - largest);
        double cut = row * learnt;
        double trained = families.training(family, augmented(learnt), later);
        return folds + Math.max(Math.max(cut, augmenting(largest)), Math.max(tried, trained));
    }

    /** Rows with those that are made of them. */
    private double augmented(double rows) {
        int spreading =
                (training.augment().jitter() > 0 ? 1 : 0) + (training.augment().mixup() > 0 ? 1 : 0);
        return balanced(rows) * (1 + spreading * training.augment().share());
    }

    /** Where one class has almost all rows. */
    private double balanced(double rows) {
        int rare = Math.max(0, pipeline.label().classes().size() - 1);
        return rows * (1 + rare * training.augment().smote());
    }

    /** What that takes beside the rows and before it is done. */
    private double augmenting(double rows) {
        double balanced = balanced(rows);
        double all = augmented(rows);
        double first = balanced == rows ? 0 : making(rows, balanced);
        double second = all == balanced ? 0 : making(balanced, all);
        return Math.max(first, second == 0 || first == 0 ? second : second + row * balanced);
    }

    /** Made rows lie in an array that grew to twice as many at the most, are cut off from it, and put behind the others. */
    private double making(double rows, double all) {
        return row * (3 * (all - rows) + all);
    }
}
