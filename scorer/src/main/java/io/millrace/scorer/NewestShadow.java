package io.millrace.scorer;

import io.millrace.schemas.ModelVersion;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the newest shadow that a catalogue tells of, each revision of it once. One thread; {@link #refuse} from any. */
final class NewestShadow {
    private static final Logger LOG = LoggerFactory.getLogger(NewestShadow.class);

    private final ModelCatalogue catalogue;
    private final ModelChunks chunks;
    private final ModelAdmission admission;
    private final String role;
    private final Runnable refusal;
    private final Set<Identity> refused = ConcurrentHashMap.newKeySet();
    private Optional<Identity> loaded = Optional.empty();

    /**
     * @param role what it does, for the log
     * @param refusal hears of each that is refused
     */
    NewestShadow(
            ModelCatalogue catalogue, ModelChunks chunks, ModelAdmission admission, String role, Runnable refusal) {
        this.catalogue = catalogue;
        this.chunks = chunks;
        this.admission = admission;
        this.role = role;
        this.refusal = refusal;
    }

    /** A revision that was not loaded before, checked and warm; from now on the caller's. */
    Optional<ServingModel> next() {
        Optional<ModelVersion> newest = catalogue.shadow();
        if (!newest.map(ModelVersion::getVersion).equals(loaded.map(Identity::version))) {
            loaded = Optional.empty();
        }
        return newest.filter(version -> !loaded.equals(Optional.of(Identity.of(version))))
                .filter(version -> !refused.contains(Identity.of(version)))
                .flatMap(this::load);
    }

    /** Version of the one that may answer now; 0 where there is none. The one before may no longer. */
    long version() {
        return loaded.filter(identity -> !refused.contains(identity))
                .map(Identity::version)
                .orElse(0L);
    }

    /** It is given up: this revision is not loaded again. */
    void refuse(Identity identity, String reason) {
        if (refused.add(identity)) {
            refusal.run();
            LOG.warn("model version {} is refused, it does not {}: {}", identity.version(), role, reason);
        }
    }

    private Optional<ServingModel> load(ModelVersion version) {
        try {
            ServingModel model = admission.admit(version, chunks.read(version));
            loaded = Optional.of(model.identity());
            LOG.info("model version {} ({}) is there to {}", version.getVersion(), version.getFamily(), role);
            return Optional.of(model);
        } catch (KafkaException e) {
            throw e; // says nothing about the model
        } catch (NotYet e) {
            LOG.debug("shadow {} cannot be loaded yet", version.getVersion(), e);
        } catch (RuntimeException e) {
            refuse(Identity.of(version), e.getMessage());
        }
        return Optional.empty();
    }
}
