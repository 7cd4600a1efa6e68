package io.millrace.scorer;

import io.millrace.schemas.ModelVersion;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the models topic and has its newest shadow at hand, checked and warm. Order of use: {@link #open}, then {@link #step} again and
 * again, with the others in between. One thread.
 */
final class ShadowSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowSource.class);

    private final Consumer<String, byte[]> consumer;
    private final ModelCatalogue catalogue;
    private final ModelChunks chunks;
    private final ModelAdmission admission;
    private final ShadowMeters meters;
    private final Set<Identity> refused = new HashSet<>();
    private Optional<Identity> loaded = Optional.empty();
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
        this.admission = admission;
        this.meters = meters;
    }

    /** Reads all of the models topic. */
    void open() {
        catalogue.readToEnd();
    }

    /** Takes what is new on the topic, without waiting for it: a shadow goes as soon as it is none, and comes once it is loaded. */
    void step() {
        catalogue.poll(Duration.ZERO);
        Optional<ModelVersion> newest = catalogue.shadow();
        if (!newest.map(ModelVersion::getVersion).equals(loaded.map(Identity::version))) {
            end();
        }
        newest.filter(version -> !loaded.equals(Optional.of(Identity.of(version))))
                .filter(version -> !refused.contains(Identity.of(version)))
                .ifPresent(this::load);
    }

    /** Valid until the next call of another method. */
    Optional<ServingModel> shadow() {
        return shadow;
    }

    /** Gives the shadow there is up: this revision of it is not asked again. */
    void refuse(String reason) {
        loaded.ifPresent(identity -> refuse(identity, reason));
        end();
    }

    @Override
    public void close() {
        end();
        chunks.close();
        consumer.close();
    }

    private void load(ModelVersion version) {
        Identity identity = Identity.of(version);
        try {
            ServingModel model = admission.admit(version, chunks.read(version));
            end();
            shadow = Optional.of(model);
            loaded = Optional.of(identity);
            LOG.info("model version {} ({}) answers in the shadow", version.getVersion(), version.getFamily());
        } catch (KafkaException e) {
            throw e; // says nothing about the model
        } catch (NotYet e) {
            LOG.debug("shadow {} cannot be loaded yet", version.getVersion(), e);
        } catch (RuntimeException e) {
            refuse(identity, e.getMessage());
        }
    }

    private void refuse(Identity identity, String reason) {
        refused.add(identity);
        meters.refused();
        LOG.warn("model version {} is refused, it does not answer in the shadow: {}", identity.version(), reason);
    }

    private void end() {
        shadow.ifPresent(ServingModel::close);
        shadow = Optional.empty();
        loaded = Optional.empty();
    }
}
