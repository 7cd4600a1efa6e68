package io.millrace.scorer;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Follows the models topic and has its newest shadow at hand, checked and warm. Order of use: {@link #open}, then {@link #step} again and
 * again, with the others in between. One thread.
 */
final class ShadowSource implements AutoCloseable {
    private final Consumer<String, byte[]> consumer;
    private final ModelCatalogue catalogue;
    private final ModelChunks chunks;
    private final NewestShadow newest;
    private Optional<ServingModel> shadow = Optional.empty();

    /** @param consumer the one the catalogue reads by; closed with this */
    ShadowSource(
            Consumer<String, byte[]> consumer,
            ModelCatalogue catalogue,
            ModelChunks chunks,
            ModelAdmission admission,
            ShadowMeters meters) {
        this.consumer = consumer;
        this.catalogue = catalogue;
        this.chunks = chunks;
        this.newest = new NewestShadow(catalogue, chunks, admission, "answer in the shadow", meters::refused);
    }

    /** Reads all of the models topic. */
    void open() {
        catalogue.readToEnd();
    }

    /** Takes what is new on the topic, without waiting for it: a shadow goes as soon as it is none, and comes once it is loaded. */
    void step() {
        catalogue.poll(Duration.ZERO);
        Optional<ServingModel> next = newest.next();
        if (next.isPresent() || shadow.map(ServingModel::version).orElse(0L) != newest.version()) {
            end();
            shadow = next;
        }
    }

    /** Valid until the next call of another method. */
    Optional<ServingModel> shadow() {
        return shadow;
    }

    /** Gives the shadow there is up: this revision of it is not asked again. */
    void refuse(String reason) {
        shadow.ifPresent(model -> newest.refuse(model.identity(), reason));
        end();
    }

    @Override
    public void close() {
        end();
        chunks.close();
        consumer.close();
    }

    private void end() {
        shadow.ifPresent(ServingModel::close);
        shadow = Optional.empty();
    }
}
