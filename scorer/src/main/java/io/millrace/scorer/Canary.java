package io.millrace.scorer;

import io.millrace.models.artefact.ModelRefused;
import io.millrace.schemas.serde.PredictionBytes;
import io.millrace.schemas.serde.PredictionBytes.By;
import io.millrace.schemas.serde.VectorBytes;
import io.millrace.statistics.hashes.Hash128;
import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * A model on trial that answers a share of the vectors in the champion's place. The champion answers them first: where the canary fails,
 * what the champion said counts. Which vectors is told by a hash of their id. For the loop's thread.
 */
final class Canary implements AutoCloseable {
    private final double share;
    private final CanarySource source;
    private final PredictionBytes predictions;
    private final Matrices matrices = new Matrices();
    private final int[] chosen;
    private Optional<ServingModel> trial = Optional.empty();

    /**
     * @param share of ids, 0 to 1
     * @param maxBatch most vectors of one batch
     */
    Canary(double share, CanarySource source, PredictionBytes predictions, int maxBatch) {
        this.share = share;
        this.source = source;
        this.predictions = predictions;
        this.chosen = new int[maxBatch];
    }

    /** Takes over what has come since, and gives up what is on trial no more. */
    void follow() {
        for (Optional<ServingModel> next = source.next(); next.isPresent(); next = source.next()) {
            close();
            trial = next;
        }
        if (trial.map(ServingModel::version).orElse(0L) != source.version()) {
            close();
        }
    }

    /**
     * Puts its own predictions in the place of the champion's, for the vectors of its share that are there of its encoder.
     *
     * @param values the champion's, one for each row of the batch
     * @return of how many
     */
    int replace(MicroBatch batch, byte[][] values, long scoredMillis) {
        if (trial.isEmpty() || batch.model().isPrior()) {
            return 0;
        }
        ServingModel model = trial.get();
        int rows = choose(batch, model);
        try {
            answer(batch, values, model, rows, scoredMillis);
            return rows;
        } catch (ModelRefused e) {
            source.refuse(model, e.getMessage());
            close();
            return 0;
        }
    }

    private int choose(MicroBatch batch, ServingModel model) {
        matrices.fit(batch.rows(), model.features(), model.width());
        int rows = 0;
        for (int row = 0; row < batch.rows(); row++) {
            VectorBytes vector = batch.arrival(row).vector();
            if (isOfShare(vector.id()) && vector.seeAs(model.encoder()) && vector.length() == model.features()) {
                vector.copyTo(matrices.vectors(), rows * model.features());
                chosen[rows++] = row;
            }
        }
        return rows;
    }

    /** By the half of the hash that splits of training windows do not look at. */
    private boolean isOfShare(String id) {
        return (Hash128.of(id).second() >>> 11) * 0x1p-53 < share;
    }

    /**
     * A model that answers one vector with nonsense is not believed about the others.
     *
     * @throws ModelRefused where it fails or does so; then nothing is replaced
     */
    private void answer(MicroBatch batch, byte[][] values, ServingModel model, int rows, long scoredMillis) {
        if (rows == 0) {
            return;
        }
        FloatBuffer answers = model.checked(matrices, rows);
        model.signs(predictions, By.CANARY, scoredMillis);
        for (int row = 0; row < rows; row++) {
            int from = row * model.width();
            values[chosen[row]] = predictions.write(
                    batch.arrival(chosen[row]).vector(), answers, from, Likeliest.of(answers, from, model.width()));
        }
    }

    @Override
    public void close() {
        trial.ifPresent(ServingModel::close);
        trial = Optional.empty();
    }
}
