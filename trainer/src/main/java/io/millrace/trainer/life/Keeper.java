package io.millrace.trainer.life;

import io.millrace.schemas.Lineage;
import io.millrace.schemas.ModelRequest;
import io.millrace.schemas.ModelRevision;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.OffsetRange;
import io.millrace.schemas.RetrainCause;
import io.millrace.schemas.pipeline.Promotion;
import io.millrace.trainer.candidates.ImportedCandidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps the versions of a pipeline and their life: shown what happens, it says which versions change, as they are to be written. The same things
 * in the same order give the same decisions. For one thread.
 */
public final class Keeper {
    private final Promotion rules;
    private final boolean learnsOnline;
    private final TreeMap<Long, ModelVersion> versions = new TreeMap<>();
    private Life life = Life.of(0);

    /** @param learnsOnline whether the pipeline does */
    public Keeper(Promotion rules, boolean learnsOnline) {
        this.rules = rules;
        this.learnsOnline = learnsOnline;
    }

    /** A version as it was written under its number; of one that is known already this keeper knows better. */
    public void know(ModelVersion version) {
        versions.putIfAbsent(version.getVersion(), version);
    }

    /** Goes on from there. */
    public void resume(Life from) {
        life = from;
    }

    public Life life() {
        return life;
    }

    /** Empty where there is no such version. */
    public Optional<ModelVersion> version(long number) {
        return Optional.ofNullable(versions.get(number));
    }

    /** The versions whose answers to labelled examples are wanted, the champion first; none where nothing is compared. */
    public List<Long> compared() {
        if (life.shadows().trials().isEmpty() && life.standing().probation().isEmpty()) {
            return List.of();
        }
        List<Long> compared = new ArrayList<>(4);
        compared.add(life.standing().champion());
        life.shadows().trials().stream().map(Trial::version).forEach(compared::add);
        life.standing().probation().map(Trial::version).ifPresent(compared::add);
        return compared;
    }

    /** Where examples begin that none of the compared versions has seen in training; empty where none knows the partition. */
    public OptionalLong unseenFrom(int partition) {
        return compared().stream()
                .map(versions::get)
                .filter(version -> version != null)
                .map(ModelVersion::getLineage)
                .map(Lineage::getRanges)
                .flatMap(List::stream)
                .filter(range -> range.getPartition() == partition)
                .mapToLong(OffsetRange::getTo)
                .max();
    }

    /** Whether a version has seen an example in training, or could have. */
    private boolean hasSeen(long version, int partition, long offset) {
        for (OffsetRange range : versions.get(version).getLineage().getRanges()) {
            if (range.getPartition() == partition && offset < range.getTo()) {
                return true;
            }
        }
        return false;
    }

    /** Candidates that have come are taken up, in their order, and shadows whose time is over are dealt with. */
    public List<ModelVersion> decide(long now) {
        List<ModelVersion> changed = new ArrayList<>();
        for (long number : List.copyOf(versions.keySet())) {
            ModelVersion version = versions.get(number);
            if (version.getStatus() == ModelStatus.CANDIDATE) {
                changed.addAll(take(life.onCandidate(
                        number,
                        comparable(version),
                        version.getLineage().getCause().equals(RetrainCause.DRIFT.name()),
                        Optional.ofNullable(version.getGate()),
                        version.getStatusReason(),
                        moment(now))));
            } else if (version.getStatus() == ModelStatus.SHADOW
                    && life.shadows().of(number).isEmpty()) {
                changed.addAll(take(life.onForgotten(number, comparable(version), moment(now))));
            }
        }
        changed.addAll(take(life.onTime(moment(now))));
        return changed;
    }

    /**
     * An example whose label has come.
     *
     * @param losses what the example cost, 0 to 1, of each version of {@link #compared}, before the first change that this gives
     */
    public List<ModelVersion> onExample(int partition, long offset, Map<Long, Double> losses, long now) {
        long champion = life.standing().champion();
        if (!losses.containsKey(champion) || hasSeen(champion, partition, offset)) {
            return List.of();
        }
        return take(life.onLabel(
                losses.get(champion),
                version -> hasSeen(version, partition, offset) ? Double.NaN : losses.getOrDefault(version, Double.NaN),
                moment(now)));
    }

    private Moment moment(long now) {
        return new Moment(rules, this::learnsOn, now);
    }

    /** One that learns online proposes another version only once it has left the one before. */
    private boolean learnsOn(long version) {
        return learnsOnline
                && versions.descendingMap().values().stream()
                        .filter(of -> of.getFamily().equals(ImportedCandidate.ONLINE))
                        .findFirst()
                        .filter(newest -> newest.getVersion() == version)
                        .isPresent();
    }

    /**
     * A version has learnt on.
     *
     * @return it as it stands from now on; empty where it neither serves nor is compared, or is as far already
     */
    public Optional<ModelVersion> onRevision(ModelRevision revision) {
        long number = revision.getVersion();
        if (number != life.standing().champion() && !compared().contains(number)) {
            return Optional.empty();
        }
        Optional<ModelVersion> next =
                version(number).filter(version -> isNews(revision, version)).map(version -> revised(version, revision));
        next.ifPresent(version -> versions.put(number, version));
        return next;
    }

    /** A revision that is written once more, because it was not taken up, has the same number and other bytes. */
    private static boolean isNews(ModelRevision revision, ModelVersion version) {
        return revision.getRevision() > version.getRevision()
                || revision.getRevision() == version.getRevision()
                        && !revision.getSha256().equals(version.getSha256());
    }

    private static ModelVersion revised(ModelVersion version, ModelRevision revision) {
        return new ModelVersion(
                version.getVersion(),
                version.getStatus(),
                version.getStatusReason(),
                version.getFamily(),
                version.getEncoderFingerprint(),
                version.getClasses(),
                version.getFeatures(),
                revision.getSha256(),
                revision.getSizeBytes(),
                revision.getChunks(),
                version.getCreatedAt(),
                revision.getProbes(),
                version.getMetrics(),
                version.getPredictionShare(),
                learntOn(version.getLineage(), revision),
                version.getGate(),
                revision.getRevision(),
                version.getCurves());
    }

    private static Lineage learntOn(Lineage lineage, ModelRevision revision) {
        return new Lineage(
                lineage.getRequest(),
                lineage.getCause(),
                lineage.getEpisode(),
                revision.getRanges(),
                (int) Math.min(Integer.MAX_VALUE, revision.getExamples()),
                lineage.getSeed(),
                lineage.getParameters(),
                lineage.getCode(),
                lineage.getDevice(),
                lineage.getLibraries(),
                lineage.getDurationMillis(),
                lineage.getTraining());
    }

    /** A version that is compared does not run. */
    public List<ModelVersion> onBroken(long version, String reason, long now) {
        return take(life.onBroken(version, reason, moment(now)));
    }

    /** @throws Refused where it must not be done */
    public List<ModelVersion> onRequest(ModelRequest request, long now) {
        return take(
                switch (request.getAsked()) {
                    case PROMOTE -> promotion(request, now);
                    case ROLLBACK -> rollback(request, now);
                    case ARCHIVE -> archiving(request);
                });
    }

    private Step promotion(ModelRequest request, long now) {
        ModelVersion version = known(request.getVersion());
        if (version.getVersion() == life.standing().champion()) {
            throw new Refused("version " + version.getVersion() + " serves already");
        }
        if (version.getChunks() == 0) {
            throw new Refused("the bytes of version " + version.getVersion() + " were not kept: it is "
                    + version.getStatus() + ", " + version.getStatusReason());
        }
        if (!liveEncoders().contains(version.getEncoderFingerprint())) {
            throw new Refused("no vectors of the encoder of version " + version.getVersion() + ", "
                    + version.getEncoderFingerprint() + ", are made any more: it could not answer");
        }
        return life.promote(version.getVersion(), comparable(version), "promoted by " + request.getBy(), moment(now));
    }

    /** The pipeline's own, which the newest version was trained for, and the champion's, which runs on while it serves. */
    private TreeSet<String> liveEncoders() {
        TreeSet<String> live = new TreeSet<>();
        live.add(versions.lastEntry().getValue().getEncoderFingerprint());
        version(life.standing().champion()).ifPresent(champion -> live.add(champion.getEncoderFingerprint()));
        return live;
    }

    private Step rollback(ModelRequest request, long now) {
        long previous = life.standing().previous();
        if (previous == 0) {
            throw new Refused("there is no version to go back to: millrace models promote VERSION names one");
        }
        ModelVersion version = known(previous);
        if (!comparable(version)) {
            throw new Refused("version " + previous + " has another encoder or other classes than the champion");
        }
        return life.rollBack("rolled back to version " + previous + " by " + request.getBy(), moment(now));
    }

    private Step archiving(ModelRequest request) {
        ModelVersion version = known(request.getVersion());
        if (version.getVersion() == life.standing().champion()) {
            throw new Refused("version " + version.getVersion() + " serves: promote another one first");
        }
        if (version.getStatus() == ModelStatus.REJECTED) {
            throw new Refused("version " + version.getVersion() + " is REJECTED already: " + version.getStatusReason());
        }
        return life.archive(
                version.getVersion(), version.getStatus() == ModelStatus.ARCHIVED, "archived by " + request.getBy());
    }

    private ModelVersion known(long number) {
        return version(number).orElseThrow(() -> new Refused("there is no version " + number));
    }

    private boolean comparable(ModelVersion version) {
        return version(life.standing().champion())
                .filter(champion -> champion.getEncoderFingerprint().equals(version.getEncoderFingerprint())
                        && champion.getClasses().equals(version.getClasses())
                        && champion.getFeatures() == version.getFeatures())
                .isPresent();
    }

    private List<ModelVersion> take(Step step) {
        life = step.next();
        List<ModelVersion> changed = new ArrayList<>(step.decisions().size());
        for (Decision decision : step.decisions()) {
            version(decision.version()).ifPresent(version -> {
                ModelVersion next = changed(version, decision);
                versions.put(next.getVersion(), next);
                changed.add(next);
            });
        }
        return changed;
    }

    /** The constructor names every field: one that is added to the schema breaks this, rather than being lost. */
    private static ModelVersion changed(ModelVersion version, Decision decision) {
        return new ModelVersion(
                version.getVersion(),
                decision.status(),
                decision.reason(),
                version.getFamily(),
                version.getEncoderFingerprint(),
                version.getClasses(),
                version.getFeatures(),
                version.getSha256(),
                version.getSizeBytes(),
                version.getChunks(),
                version.getCreatedAt(),
                version.getProbes(),
                version.getMetrics(),
                version.getPredictionShare(),
                version.getLineage(),
                version.getGate(),
                version.getRevision(),
                version.getCurves());
    }
}
