package io.millrace.trainer;

import io.millrace.models.artefact.ModelRefused;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.Example;
import io.millrace.schemas.ModelVersion;
import io.millrace.trainer.life.Keeper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets the champion and those that are compared with it answer labelled examples, and shows the keeper what that cost each. Holds a session for each of the models that are
 * compared now. For one thread.
 */
final class Comparison implements AutoCloseable {
    private final Keeper keeper;
    private final Models models;
    private final Map<Long, OnnxModel> sessions = new HashMap<>();

    Comparison(Keeper keeper, Models models) {
        this.keeper = keeper;
        this.models = models;
    }

    /**
     * An example where it stands on its topic.
     *
     * @param timestamp Kafka's, milliseconds since the epoch
     */
    record Placed(int partition, long offset, long timestamp, Example example) {}

    /** Vectors in the form that a model takes, and what its answers cost. */
    private record Batch(List<Placed> rows, float[] matrix, Cost cost) {}

    /**
     * @param examples as they came
     * @param now milliseconds since the epoch
     * @return versions that change by it, in the order in which they are to be written
     */
    List<ModelVersion> show(List<Placed> examples, long now) {
        List<ModelVersion> changed = new ArrayList<>();
        Optional<ModelVersion> champion =
                keeper.version(keeper.life().standing().champion());
        List<Long> compared = keeper.compared();
        sessions.entrySet().removeIf(session -> {
            boolean over = !compared.contains(session.getKey());
            if (over) {
                session.getValue().close();
            }
            return over;
        });
        if (champion.isEmpty() || compared.isEmpty() || examples.isEmpty()) {
            return changed;
        }
        Batch batch = batch(examples, champion.get());
        Map<Long, double[]> losses = new HashMap<>();
        for (long version : compared) {
            try {
                losses.put(version, losses(version, batch));
            } catch (ModelRefused e) {
                changed.addAll(keeper.onBroken(version, e.getMessage(), now));
            }
        }
        for (int row = 0; row < batch.rows().size(); row++) {
            Map<Long, Double> ofRow = new HashMap<>();
            int at = row;
            losses.forEach((version, all) -> ofRow.put(version, all[at]));
            Placed placed = batch.rows().get(row);
            changed.addAll(keeper.onExample(placed.partition(), placed.offset(), ofRow, now));
        }
        return changed;
    }

    /** Those that the champion can answer; a correction came after the models had answered, and does not count. */
    private static Batch batch(List<Placed> examples, ModelVersion champion) {
        List<Placed> rows = examples.stream()
                .filter(placed -> fits(placed.example(), champion))
                .toList();
        int features = champion.getFeatures();
        float[] matrix = new float[rows.size() * features];
        for (int row = 0; row < rows.size(); row++) {
            Example example = rows.get(row).example();
            for (int i = 0; i < features; i++) {
                matrix[row * features + i] = example.getValues().get(i);
            }
        }
        List<String> labels =
                rows.stream().map(placed -> placed.example().getLabel()).toList();
        return new Batch(rows, matrix, Cost.of(champion, labels));
    }

    private static boolean fits(Example example, ModelVersion champion) {
        return example.getCorrects() == null
                && example.getEncoderFingerprint().equals(champion.getEncoderFingerprint())
                && example.getValues().size() == champion.getFeatures()
                && Cost.isLabel(champion, example.getLabel());
    }

    private double[] losses(long number, Batch batch) {
        ModelVersion version =
                keeper.version(number).orElseThrow(() -> new ModelRefused("there is no version " + number));
        OnnxModel model = sessions.computeIfAbsent(
                number, unknown -> new OnnxModel(models.bytes(version).toArray()));
        float[] answers = model.probabilities(batch.matrix(), batch.rows().size());
        double[] losses = new double[batch.rows().size()];
        for (int row = 0; row < losses.length; row++) {
            losses[row] = batch.cost().of(answers, row);
        }
        return losses;
    }

    /** A version has learnt on: from now on it answers as it stands now. */
    void renew(long version) {
        OnnxModel before = sessions.remove(version);
        if (before != null) {
            before.close();
        }
    }

    @Override
    public void close() {
        sessions.values().forEach(OnnxModel::close);
        sessions.clear();
    }
}
