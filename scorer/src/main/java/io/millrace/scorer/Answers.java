package io.millrace.scorer;

import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Prediction;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns probabilities into predictions. */
final class Answers {
    private Answers() {}

    /**
     * The prediction for one row; the first of the most probable classes is its label.
     *
     * @return empty where a probability is not a number or infinite
     */
    static Optional<Prediction> of(ServingModel model, Arrival arrival, float[] probabilities, int row, Instant now) {
        FeatureVector features = arrival.features();
        List<String> classes = model.classes();
        int from = row * classes.size();
        int best = 0;
        Map<String, Float> shares = new LinkedHashMap<>();
        for (int i = 0; i < classes.size(); i++) {
            float share = probabilities[from + i];
            if (!Float.isFinite(share)) {
                return Optional.empty();
            }
            if (share > probabilities[from + best]) {
                best = i;
            }
            shares.put(classes.get(i), share);
        }
        return Optional.of(new Prediction(
                features.getId(),
                model.version(),
                arrival.encoder(),
                features.getEventTime(),
                now,
                classes.get(best),
                (double) probabilities[from + best],
                shares,
                model.isPrior(),
                false));
    }
}
