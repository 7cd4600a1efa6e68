package io.millrace.cli.backtest;

import io.millrace.models.artefact.OnnxModel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the running system answered to the rows of a file, put beside what the same models say here of the same rows, cleaned and encoded here. For one thread.
 */
public final class Served implements AutoCloseable {
    /** ONNX Runtime adds up in another order where a batch has another size. */
    private static final double TOLERANCE = 1e-5;

    private final Map<String, Answer> answers;
    private final float[] prior;
    private final Function<Model, Optional<OnnxModel>> models;
    private final Map<Model, Optional<OnnxModel>> open = new HashMap<>();
    private final Map<Long, Long> byVersion = new TreeMap<>();
    private final Map<String, Long> notCompared = new TreeMap<>();
    private long same;
    private double largest;
    private Optional<String> first = Optional.empty();

    /**
     * Which model it was that answered.
     *
     * @param version 0 for the label prior
     * @param revision of the version, where it learns on
     */
    record Model(long version, int revision) {}

    /**
     * An answer of the running system.
     *
     * @param encoder fingerprint of the encoder by which it answered
     * @param values probability of each class, in the order of the pipeline, or the one number
     */
    record Answer(Model model, String encoder, float[] values) {}

    /**
     * @param answers by the id of the record
     * @param prior what is answered where no model fits
     * @param models empty where what answered is not there any more
     */
    Served(Map<String, Answer> answers, float[] prior, Function<Model, Optional<OnnxModel>> models) {
        this.answers = answers;
        this.prior = prior.clone();
        this.models = models;
    }

    /** A row became this vector, by the encoder of this fingerprint. */
    void row(String id, float[] vector, String encoder) {
        Answer answer = answers.get(id);
        if (answer == null) {
            leaveOut("not answered");
        } else if (!answer.encoder().equals(encoder)) {
            leaveOut("other encoder");
        } else if (answer.model().version() == 0) {
            compare(id, answer, prior);
        } else {
            Optional<OnnxModel> model = open.computeIfAbsent(answer.model(), models);
            model.ifPresentOrElse(
                    found -> compare(id, answer, found.probabilities(vector, 1)), () -> leaveOut("model not kept"));
        }
    }

    /** Whether nothing was answered otherwise than here. */
    public boolean agrees() {
        return same == compared();
    }

    /** As it is written as JSON. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("compared", compared());
        tree.put("same", same);
        tree.put("largestDifference", largest);
        tree.put("byVersion", byVersion);
        tree.put("notCompared", notCompared);
        tree.put("firstDifference", first.orElse(null));
        return tree;
    }

    /** For a person, in a line or two. */
    String shown() {
        return String.format(
                        Locale.ROOT,
                        "served: %,d answers of %d versions compared, %,d the same, largest difference %.2g; not compared: %s%n",
                        compared(),
                        byVersion.size(),
                        same,
                        largest,
                        notCompared.isEmpty() ? "none" : notCompared)
                + first.map(line -> line + System.lineSeparator()).orElse("");
    }

    private long compared() {
        return byVersion.values().stream().mapToLong(Long::longValue).sum();
    }

    private void compare(String id, Answer answer, float[] here) {
        byVersion.merge(answer.model().version(), 1L, Long::sum);
        double difference = difference(answer.values(), here);
        largest = Math.max(largest, difference);
        if (difference <= TOLERANCE) {
            same++;
        } else if (first.isEmpty()) {
            first = Optional.of(String.format(
                    Locale.ROOT,
                    "the first that differs: %s, answered by version %d, by %.2g",
                    id,
                    answer.model().version(),
                    difference));
        }
    }

    /** Of numbers beyond 1, in parts of the number. */
    private static double difference(float[] served, float[] here) {
        double most = served.length == here.length ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < Math.min(served.length, here.length); i++) {
            most = Math.max(most, Math.abs(served[i] - here[i]) / Math.max(1, Math.abs(here[i])));
        }
        return most;
    }

    private void leaveOut(String why) {
        notCompared.merge(why, 1L, Long::sum);
    }

    @Override
    public void close() {
        open.values().stream().flatMap(Optional::stream).forEach(OnnxModel::close);
    }
}
