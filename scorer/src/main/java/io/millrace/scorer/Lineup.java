package io.millrace.scorer;

import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.OtherVector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which model answers the vectors of which encoder. Used by the loop's thread alone, like the models in it: that is why a model
 * that is replaced can be closed on the spot, with no call of it under way.
 *
 * <p>The model of an earlier encoder stays: vectors of that encoder may still come. Encoders change with the pipeline definition
 * only, so there are few.
 */
final class Lineup implements AutoCloseable {
    private final ServingModel prior;
    private final Map<String, ServingModel> byEncoder = new HashMap<>();
    private String leading = "";

    Lineup(ServingModel prior) {
        this.prior = prior;
    }

    /** Takes a model over, in the place of the one that served its encoder, which is closed. */
    void adopt(ServingModel model) {
        ServingModel replaced = byEncoder.put(model.encoder(), model);
        if (replaced != null) {
            replaced.close();
        }
    }

    /** @param encoder fingerprint of the champion's encoder: where a vector is there of several, that one goes first */
    void lead(String encoder) {
        leading = encoder;
    }

    /**
     * By which of the encoders that a vector is there of it is answered: the champion's, so that a champion goes on under a changed
     * definition; else its own; else the first for which there is a model.
     *
     * @return the vector's own where no model fits any
     */
    String encoder(FeatureVector vector) {
        String own = vector.getEncoderFingerprint();
        List<OtherVector> others = vector.getOthers();
        if (others.isEmpty() || (own.equals(leading) && byEncoder.containsKey(own))) {
            return own;
        }
        String found = byEncoder.containsKey(own) ? own : "";
        for (OtherVector other : others) {
            String encoder = other.getEncoderFingerprint();
            if (byEncoder.containsKey(encoder) && (found.isEmpty() || encoder.equals(leading))) {
                found = encoder;
            }
        }
        return found.isEmpty() ? own : found;
    }

    /**
     * The model that may answer the vectors of an encoder: the one trained on that encoder, else the label prior. Never a model of
     * another encoder, whose answers would be wrong; and not nothing, because where nothing answers no examples come to train from.
     */
    ServingModel answering(String encoder) {
        return byEncoder.getOrDefault(encoder, prior);
    }

    ServingModel prior() {
        return prior;
    }

    @Override
    public void close() {
        byEncoder.values().forEach(ServingModel::close);
        byEncoder.clear();
        prior.close();
    }
}
