package io.millrace.trainer.windows;

import io.millrace.schemas.pipeline.Training;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cuts a window into a part to train on, a part that chooses and judges, and a part that only measures. All rows of an entity go
 * where one of them goes; a row without an entity goes by itself.
 *
 * <p>By time, an entity goes where its latest row belongs, the test part being the latest and training the earliest: nothing is
 * dropped, and where every entity has one row it is the plain cut by time. An entity that would make a part larger than asked by more
 * than it lacks stays with training. By hash, an entity is in the same part of every window.
 */
public final class SplitRule {
    private static final byte TRAINING = 0;
    private static final byte HELD_OUT = 1;
    private static final byte TEST = 2;
    private static final byte OPEN = -1;

    private final Training.SplitBy by;
    private final double heldOutShare;
    private final double testShare;

    private SplitRule(Training.SplitBy by, double heldOutShare, double testShare) {
        this.by = by;
        this.heldOutShare = heldOutShare;
        this.testShare = testShare;
    }

    public static SplitRule of(Training training) {
        return new SplitRule(training.split(), training.validationShare(), training.testShare());
    }

    static SplitRule byTime(double heldOutShare) {
        return new SplitRule(Training.SplitBy.TIME, heldOutShare, 0);
    }

    /** Each part is in the order of the window. Training and the held-out part have a row each, where there are entities enough. */
    public TrainingWindow.Split split(TrainingWindow window) {
        Groups groups = Groups.of(window.groups());
        byte[] partOfGroup = by == Training.SplitBy.TIME ? byTime(groups) : byHash(groups);
        byte[] parts = new byte[groups.rows()];
        for (int row = 0; row < parts.length; row++) {
            parts[row] = partOfGroup[groups.ofRow(row)];
        }
        return new TrainingWindow.Split(
                window.rows(parts, TRAINING),
                window.rows(parts, HELD_OUT),
                window.rows(parts, TEST),
                by == Training.SplitBy.TIME ? moved(parts) : 0);
    }

    /**
     * The same parts, older rows being before what is learnt from. Those about an entity that is in another part, or by hash belongs there, are left out.
     *
     * @param older than every row of the window
     */
    public TrainingWindow.Split withOlder(TrainingWindow.Split split, TrainingWindow older) {
        TrainingWindow allowed = by == Training.SplitBy.HASH ? split(older).training() : older;
        Set<Long> elsewhere = Stream.of(split.heldOut(), split.test(), split.calibrating())
                .flatMapToLong(part -> Arrays.stream(part.groups()))
                .boxed()
                .collect(Collectors.toSet());
        byte[] parts = new byte[allowed.rows()];
        for (int row = 0; row < parts.length; row++) {
            parts[row] = elsewhere.contains(allowed.groups()[row]) ? OPEN : TRAINING;
        }
        return split.withOlder(allowed.rows(parts, TRAINING));
    }

    private byte[] byHash(Groups groups) {
        byte[] parts = new byte[groups.count()];
        for (int group = 0; group < parts.length; group++) {
            double share = groups.share(group);
            parts[group] = share < testShare ? TEST : share < testShare + heldOutShare ? HELD_OUT : TRAINING;
        }
        return parts;
    }

    private byte[] byTime(Groups groups) {
        int[] wanted = wanted(groups.rows());
        int[] filled = new int[wanted.length];
        byte[] parts = new byte[groups.count()];
        Arrays.fill(parts, OPEN);
        byte next = TEST;
        for (int row = groups.rows() - 1; row >= 0; row--) {
            int group = groups.ofRow(row);
            if (parts[group] != OPEN) {
                continue;
            }
            while (next != TRAINING && filled[next] >= wanted[next]) {
                next--;
            }
            parts[group] = fits(groups.size(group), wanted[next] - filled[next]) ? next : TRAINING;
            filled[parts[group]] += groups.size(group);
        }
        if (filled[HELD_OUT] == 0) {
            holdOutTheSmallest(groups, parts);
        }
        return parts;
    }

    /** How many rows the parts should have; those of training are what is left, and no limit. */
    private int[] wanted(int rows) {
        int test = testShare == 0 ? 0 : Math.max(1, (int) Math.round(rows * testShare));
        int heldOut = Math.max(1, (int) Math.round(rows * heldOutShare));
        heldOut = Math.max(0, Math.min(heldOut, rows - 1));
        test = Math.max(0, Math.min(test, rows - 1 - heldOut));
        return new int[] {Integer.MAX_VALUE, heldOut, test};
    }

    /** Whether the part comes no less near to what is wanted with it than without it. */
    private static boolean fits(int size, int lacking) {
        return size <= 2L * lacking;
    }

    /** Where every entity is too large: the smallest of training, the first of equals, unless it is all there is. */
    private static void holdOutTheSmallest(Groups groups, byte[] parts) {
        int smallest = -1;
        int training = 0;
        for (int group = 0; group < parts.length; group++) {
            if (parts[group] == TRAINING) {
                training++;
                smallest = smallest < 0 || groups.size(group) < groups.size(smallest) ? group : smallest;
            }
        }
        if (training > 1) {
            parts[smallest] = HELD_OUT;
        }
    }

    /** How many rows are in another part than their time alone would put them in. */
    private int moved(byte[] parts) {
        int[] wanted = wanted(parts.length);
        int moved = 0;
        for (int row = 0; row < parts.length; row++) {
            int later = parts.length - 1 - row;
            byte byTime = later < wanted[TEST] ? TEST : later < wanted[TEST] + wanted[HELD_OUT] ? HELD_OUT : TRAINING;
            moved += parts[row] == byTime ? 0 : 1;
        }
        return moved;
    }
}
