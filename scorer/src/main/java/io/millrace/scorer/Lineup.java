package io.millrace.scorer;

import io.millrace.schemas.serde.VectorBytes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which model answers the vectors of which encoder. Used by the loop's thread alone, like the models in it: that is why a model
 * that is replaced can be closed on the spot, with no call of it under way.
 *
 * <p>The model of an earlier encoder stays: vectors of that encoder may still come. Encoders change with the pipeline definition
 * only, so there are few.
 */
final class Lineup implements AutoCloseable {
    private static final int NONE = -1;
    private static final int OWN = 0;

    private final ServingModel prior;
    private final Optional<Canary> canary;
    private final Map<String, ServingModel> byEncoder = new HashMap<>();
    private String leading = "";

    Lineup(ServingModel prior) {
        this(prior, Optional.empty());
    }

    /** @param canary closed with this */
    Lineup(ServingModel prior, Optional<Canary> canary) {
        this.prior = prior;
        this.canary = canary;
    }

    /** Takes a model over, in the place of the one that served its encoder, which is closed. */
    void adopt(ServingModel model) {
        ServingModel replaced = byEncoder.put(model.encoder(), model);
        if (replaced != null) {
            replaced.close();
        }
    }

    /**
     * Takes over all models that have come since. Who leads is asked first, so that the model that leads is taken over with it.
     *
     * @param adopted hears of each
     */
    void follow(Champions champions, Consumer<ServingModel> adopted) {
        lead(champions.encoder());
        for (Optional<ServingModel> next = champions.next(); next.isPresent(); next = champions.next()) {
            adopt(next.get());
            adopted.accept(next.get());
        }
        canary.ifPresent(Canary::follow);
    }

    /** @param encoder fingerprint of the champion's encoder: where a vector is there of several, that one goes first */
    void lead(String encoder) {
        leading = encoder;
    }

    /**
     * By which of the encoders that a vector is there of it is answered: the champion's, so that a champion goes on under a changed
     * definition; else its own; else the first for which there is a model.
     *
     * @return which of the vector's; its own where no model fits any
     */
    int encoder(VectorBytes vector) {
        String own = vector.encoder(OWN);
        if (vector.encoders() == 1 || (own.equals(leading) && byEncoder.containsKey(own))) {
            return OWN;
        }
        int found = byEncoder.containsKey(own) ? OWN : NONE;
        for (int other = 1; other < vector.encoders(); other++) {
            String encoder = vector.encoder(other);
            if (byEncoder.containsKey(encoder) && (found == NONE || encoder.equals(leading))) {
                found = other;
            }
        }
        return found == NONE ? OWN : found;
    }

    /**
     * The model that may answer the vectors of an encoder: the one trained on that encoder, else the label prior. Never a model of
     * another encoder, whose answers would be wrong; and not nothing, because where nothing answers no examples come to train from.
     */
    ServingModel answering(String encoder) {
        return byEncoder.getOrDefault(encoder, prior);
    }

    /** Where the pipeline lets one answer a share. */
    Optional<Canary> canary() {
        return canary;
    }

    ServingModel prior() {
        return prior;
    }

    @Override
    public void close() {
        byEncoder.values().forEach(ServingModel::close);
        byEncoder.clear();
        canary.ifPresent(Canary::close);
        prior.close();
    }
}
