package io.millrace.scorer;

import io.millrace.schemas.ModelVersion;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the models topic and brings each new champion, checked and warm, to where the scorer can take it over.
 *
 * <p>Order of use: {@link #catchUp}, then {@link #step} again and again, by one thread; {@link #next}, {@link #want} and {@link #encoder} from another.
 * A model belongs to whoever took it by {@link #next}; {@link #close} closes those that nobody took.
 */
final class ChampionSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChampionSource.class);
    /** How long a start waits for a champion whose bytes are not all there. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration CATCH_UP_WAIT = Duration.ofMillis(100);

    private final ModelCatalogue catalogue;
    private final ModelChunks chunks;
    private final ModelAdmission admission;
    private final ScorerMeters meters;
    private final ScorerStatus status;
    private final InstantSource clock;

    private final Map<String, Identity> loaded = new HashMap<>();
    private final Set<Identity> refused = new HashSet<>();
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private final Queue<ServingModel> ready = new ConcurrentLinkedQueue<>();
    private boolean pending;
    private volatile String encoder = "";

    ChampionSource(
            ModelCatalogue catalogue,
            ModelChunks chunks,
            ModelAdmission admission,
            ScorerMeters meters,
            ScorerStatus status,
            InstantSource clock) {
        this.catalogue = catalogue;
        this.chunks = chunks;
        this.admission = admission;
        this.meters = meters;
        this.status = status;
        this.clock = clock;
    }

    /**
     * Reads all of the models topic and loads the champion, so that the first batch after a restart already has it. Gives a champion
     * whose bytes are not all visible yet some time; without any goes on with what there is.
     */
    void catchUp() {
        catalogue.readToEnd();
        refresh();
        var until = clock.instant().plus(PATIENCE);
        while (pending && clock.instant().isBefore(until)) {
            step(CATCH_UP_WAIT);
        }
    }

    /** Looks for news for at most so long, and loads what they ask for. */
    void step(Duration wait) {
        catalogue.poll(wait);
        refresh();
    }

    /** The next model to take into service. */
    Optional<ServingModel> next() {
        return Optional.ofNullable(ready.poll());
    }

    /** Asks for a model for vectors of an encoder: the newest that ever served it, or else the first that will. */
    void want(String encoder) {
        if (wanted.add(encoder)) {
            LOG.info("the label prior answers vectors of encoder {} until a model trained on it serves", encoder);
        }
    }

    /** Fingerprint of the encoder of the champion that was loaded last; empty before the first. */
    String encoder() {
        return encoder;
    }

    @Override
    public void close() {
        ready.forEach(ServingModel::close);
        ready.clear();
        chunks.close();
    }

    private void refresh() {
        pending = false;
        catalogue.champion().map(ModelVersion::getEncoderFingerprint).ifPresent(wanted::add);
        wanted.forEach(this::refresh);
        catalogue
                .champion()
                .filter(version -> Identity.of(version).equals(loaded.get(version.getEncoderFingerprint())))
                .ifPresent(version -> encoder = version.getEncoderFingerprint());
    }

    /** The champion where it fits; where nothing serves the encoder yet and the champion cannot, the newest before it that can. */
    private void refresh(String encoder) {
        Optional<ModelVersion> champion = catalogue
                .champion()
                .filter(version -> version.getEncoderFingerprint().equals(encoder));
        if (champion.isPresent() && serves(champion.get())) {
            return;
        }
        Iterator<ModelVersion> earlier = catalogue.served(encoder).iterator();
        while (!loaded.containsKey(encoder) && earlier.hasNext()) {
            serves(earlier.next());
        }
    }

    /** Loads the version where it is not loaded yet; false where it cannot serve, or not now. */
    private boolean serves(ModelVersion version) {
        Identity identity = Identity.of(version);
        if (identity.equals(loaded.get(version.getEncoderFingerprint()))) {
            return true;
        }
        return !refused.contains(identity) && load(version, identity);
    }

    private boolean load(ModelVersion version, Identity identity) {
        try {
            ready.add(admission.admit(version, chunks.read(version)));
            loaded.put(version.getEncoderFingerprint(), identity);
            LOG.info("model version {} ({}) is loaded", version.getVersion(), version.getFamily());
            noteLoaded(identity);
            return true;
        } catch (KafkaException e) {
            throw e; // says nothing about the model
        } catch (NotYet e) {
            pending = true;
            status.trouble("model version " + version.getVersion() + " cannot be loaded yet: " + e.getMessage());
        } catch (RuntimeException e) {
            refused.add(identity);
            meters.refused();
            status.trouble("model version " + version.getVersion() + " is refused: " + e.getMessage());
            LOG.error(
                    "model version {} is refused, what served before goes on: {}",
                    version.getVersion(),
                    e.getMessage());
        }
        return false;
    }

    /** An earlier version in its place does not end the trouble with the champion. */
    private void noteLoaded(Identity identity) {
        if (catalogue.champion().map(Identity::of).filter(identity::equals).isPresent()) {
            status.noTrouble();
        }
    }
}
