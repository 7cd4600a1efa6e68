package io.millrace.processors;

import io.millrace.features.Encoder;
import io.millrace.schemas.EncoderVersion;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which encoders models need besides the pipeline's own, by what the topics encoders and models say: that of the champion, those of
 * models that may become it, and for a moment more that of a champion which has been replaced. Used by one thread.
 */
final class EncoderNeeds {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderNeeds.class);

    /** Each costs as much as the pipeline's own. */
    static final int MOST = 3;

    /** Scorers may take so long to load the model that replaces an archived one. */
    static final Duration GRACE = Duration.ofMinutes(1);

    private static final Comparator<Need> FIRST =
            Comparator.comparing(Need::rank).thenComparing(Need::version, Comparator.reverseOrder());

    private final PipelineDefinition pipeline;
    private final String own;
    private final Map<String, String> definitions = new HashMap<>();
    private final Map<String, Optional<OtherEncoder>> encoders = new HashMap<>();
    private final Map<String, Need> needs = new HashMap<>();
    private final Set<String> missed = new HashSet<>();

    private enum Rank {
        CHAMPION,
        CANDIDATE,
        ARCHIVED
    }

    private record Need(Rank rank, long version, String encoder, Instant since) {
        boolean isOver(Instant now) {
            return rank == Rank.ARCHIVED && since.plus(GRACE).isBefore(now);
        }
    }

    EncoderNeeds(PipelineDefinition pipeline) {
        this.pipeline = pipeline;
        this.own = Encoder.of(pipeline).fingerprint();
    }

    void take(EncoderVersion encoder) {
        definitions.put(encoder.getFingerprint(), encoder.getDefinition());
    }

    /**
     * @param key on the models topic
     * @param model empty for a tombstone, or what is no model: nothing new about who serves
     * @param at Kafka timestamp of the record
     */
    void take(String key, Optional<ModelVersion> model, Instant at) {
        Optional<Need> need = model.flatMap(version -> rank(key, version.getStatus())
                .map(rank -> new Need(rank, version.getVersion(), version.getEncoderFingerprint(), at)));
        if (need.isPresent()) {
            needs.put(key, need.get());
        } else if (!Topics.CHAMPION.equals(key)) {
            needs.remove(key);
        }
    }

    /** Whether the topic holds the pipeline's own encoder. */
    boolean knowsOwn() {
        return definitions.containsKey(own);
    }

    /** The pipeline's own encoder, for the topic. */
    String own() {
        return own;
    }

    /** At most {@link #MOST}, the champion's first; without the pipeline's own. */
    List<OtherEncoder> needed(Instant now) {
        needs.values().removeIf(need -> need.isOver(now));
        return needs.values().stream()
                .sorted(FIRST)
                .map(Need::encoder)
                .distinct()
                .filter(fingerprint -> !fingerprint.equals(own))
                .map(this::encoder)
                .flatMap(Optional::stream)
                .limit(MOST)
                .toList();
    }

    /** Who serves stands under a key of its own. */
    private static Optional<Rank> rank(String key, ModelStatus status) {
        if (Topics.CHAMPION.equals(key)) {
            return Optional.of(Rank.CHAMPION);
        }
        return switch (status) {
            case CANDIDATE, SHADOW -> Optional.of(Rank.CANDIDATE);
            case ARCHIVED -> Optional.of(Rank.ARCHIVED);
            case CHAMPION, REJECTED -> Optional.empty();
        };
    }

    private Optional<OtherEncoder> encoder(String fingerprint) {
        String definition = definitions.get(fingerprint);
        if (definition == null) {
            if (missed.add(fingerprint)) {
                tellLeftOut(fingerprint, "its definition is not known");
            }
            return Optional.empty();
        }
        return encoders.computeIfAbsent(fingerprint, name -> read(name, definition));
    }

    private Optional<OtherEncoder> read(String fingerprint, String text) {
        try {
            PipelineDefinition definition = PipelineReader.parse(text, "the definition of encoder " + fingerprint);
            Encoder encoder = Encoder.of(definition);
            Optional<String> obstacle = obstacle(fingerprint, encoder, definition);
            obstacle.ifPresent(why -> tellLeftOut(fingerprint, why));
            return obstacle.isPresent() ? Optional.empty() : Optional.of(OtherEncoder.of(definition));
        } catch (RuntimeException e) { // whatever stands on the topic: records go on by the pipeline's own encoder
            tellLeftOut(fingerprint, e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<String> obstacle(String fingerprint, Encoder encoder, PipelineDefinition definition) {
        if (!encoder.fingerprint().equals(fingerprint)) {
            return Optional.of("this version of Millrace makes other vectors by its definition");
        }
        boolean learns = !VocabularyTopology.sizes(definition).isEmpty();
        if (learns && VocabularyTopology.sizes(pipeline).isEmpty()) {
            return Optional.of("it has learned vocabularies, and the present definition reads none");
        }
        if (asksProfiles(definition) && pipeline.profiles().window().isEmpty()) {
            return Optional.of("it asks the profiles of its columns, and the present definition makes none");
        }
        return !definition.hasPast() || hasOurPast(definition)
                ? Optional.empty()
                : Optional.of(
                        "it takes something else from the past than the present definition, or shows other columns of it");
    }

    private static boolean asksProfiles(PipelineDefinition definition) {
        return definition.encodedColumns().stream().anyMatch(Column::asksProfiles);
    }

    private boolean hasOurPast(PipelineDefinition definition) {
        return pipeline.hasPast()
                && entity(definition).equals(entity(pipeline))
                && (definition.history().isEmpty() || hasOurHistory(definition));
    }

    private static Optional<String> entity(PipelineDefinition definition) {
        return definition.source().entity().map(definition::fieldOf);
    }

    /** Where vectors show the columns of earlier records, those of another encoder are not kept. */
    private boolean hasOurHistory(PipelineDefinition definition) {
        return definition.history().equals(pipeline.history())
                && pipeline.history().earlier() == 0
                && (!pipeline.history().takesLabels()
                        || definition.label().classes().equals(pipeline.label().classes()));
    }

    private void tellLeftOut(String fingerprint, String why) {
        LOG.warn(
                "a model needs encoder {}, which does not run beside {}: {}. The label prior answers until a model of {} serves",
                fingerprint,
                own,
                why,
                own);
    }
}
