package io.millrace.trainer.windows;

import io.millrace.schemas.Example;
import io.millrace.schemas.serde.ExampleBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gathers examples as they are read and makes a window of the latest: partitions merged by Kafka timestamp, equal ones by
 * partition and offset, so that the same records give the same window in whichever order the partitions were read. Examples
 * of another encoder than the latest one's are left out, and so are those that a later one corrects. Confined to one thread.
 */
public final class WindowBuilder {
    private final int maxExamples;
    private final int features;
    private final List<String> classes;
    private final List<String> encoders = new ArrayList<>();
    private final Map<Integer, PartitionTail> tails = new TreeMap<>();
    private long unknownLabels;
    private long otherLengths;

    /**
     * @param maxExamples rows of the window, at most
     * @param features length of a vector
     * @param classes labels in the order of their indices; none where labels are numbers
     */
    public WindowBuilder(int maxExamples, int features, List<String> classes) {
        this.maxExamples = maxExamples;
        this.features = features;
        this.classes = List.copyOf(classes);
    }

    /** The next example of a partition. */
    public void add(int partition, long offset, long timestamp, Example example) {
        add(partition, offset, timestamp, new Row.Taken(example));
    }

    /** The same, as it lies in its record. */
    public void add(int partition, long offset, long timestamp, ExampleBytes example) {
        add(partition, offset, timestamp, new Row.Lying(example));
    }

    private void add(int partition, long offset, long timestamp, Row example) {
        float label = label(example.label());
        if (Float.isNaN(label)) {
            unknownLabels++;
            return;
        }
        if (example.length() != features) {
            otherLengths++;
            return;
        }
        tails.computeIfAbsent(partition, number -> new PartitionTail(maxExamples, features))
                .add(offset, timestamp, label, encoder(example.encoder()), example);
    }

    /** How many rows {@link #build} would make now. */
    public int usable() {
        return pick().rows();
    }

    /**
     * Whether the window would be the same if the earlier examples of some partitions had been added too.
     *
     * @param cut those partitions
     */
    public boolean isWhole(Set<Integer> cut) {
        Picked picked = pick();
        return picked.rows() == maxExamples && picked.leaves(cut);
    }

    /** The window of the latest examples. There must be at least one. */
    public ResolvedWindow build() {
        Picked picked = pick();
        float[] matrix = new float[picked.rows() * features];
        float[] labels = new float[picked.rows()];
        long[] groups = new long[picked.rows()];
        for (int row = 0; row < labels.length; row++) {
            PartitionTail tail = picked.tail(row);
            tail.copy(picked.index(row), matrix, row);
            labels[row] = tail.label(picked.index(row));
            groups[row] = tail.group(picked.index(row));
        }
        return new ResolvedWindow(
                classes.isEmpty()
                        ? new TrainingWindow(features, matrix, labels, groups)
                        : new TrainingWindow(features, matrix, indices(labels), groups),
                encoders.get(picked.encoder()),
                picked.ranges(),
                new ResolvedWindow.LeftOut(picked.otherEncoders(), unknownLabels, otherLengths, picked.corrected()));
    }

    private float label(String text) {
        if (classes.isEmpty()) {
            return NumberText.finite(text);
        }
        int index = classes.indexOf(text);
        return index < 0 ? Float.NaN : index;
    }

    private static int[] indices(float[] labels) {
        int[] indices = new int[labels.length];
        for (int row = 0; row < indices.length; row++) {
            indices[row] = (int) labels[row];
        }
        return indices;
    }

    private Picked pick() {
        Picked picked = new Picked(tails, maxExamples);
        picked.fill();
        return picked;
    }

    private int encoder(String fingerprint) {
        int known = encoders.indexOf(fingerprint);
        if (known >= 0) {
            return known;
        }
        encoders.add(fingerprint);
        return encoders.size() - 1;
    }
}
