package io.millrace.trainer.life;

import io.millrace.schemas.Lineage;
import io.millrace.schemas.ModelRevision;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.OffsetRange;
import io.millrace.trainer.candidates.ImportedCandidate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The versions of a pipeline by their numbers, each as it stands. For one thread. */
final class Versions {
    private final TreeMap<Long, ModelVersion> byNumber = new TreeMap<>();

    /** A version that is known already stays as it is. */
    void know(ModelVersion version) {
        byNumber.putIfAbsent(version.getVersion(), version);
    }

    Optional<ModelVersion> of(long number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** In the order of their numbers, as they are now. */
    List<Long> numbers() {
        return List.copyOf(byNumber.keySet());
    }

    /** Where examples begin that none of the versions has seen in training; empty where none knows the partition. */
    OptionalLong unseenFrom(Collection<Long> numbers, int partition) {
        return numbers.stream()
                .map(byNumber::get)
                .filter(Objects::nonNull)
                .map(ModelVersion::getLineage)
                .map(Lineage::getRanges)
                .flatMap(List::stream)
                .filter(range -> range.getPartition() == partition)
                .mapToLong(OffsetRange::getTo)
                .max();
    }

    /** Whether a version has seen an example in training, or could have. */
    boolean hasSeen(long number, int partition, long offset) {
        for (OffsetRange range : byNumber.get(number).getLineage().getRanges()) {
            if (range.getPartition() == partition && offset < range.getTo()) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is the newest of what learns online: that proposes another version only once it has left the one before. */
    boolean isNewestOnline(long number) {
        return byNumber.descendingMap().values().stream()
                .filter(version -> version.getFamily().equals(ImportedCandidate.ONLINE))
                .findFirst()
                .filter(newest -> newest.getVersion() == number)
                .isPresent();
    }

    /** Whether a version answers the same vectors with the same classes as the one that serves. */
    boolean isComparable(ModelVersion version, long serving) {
        return of(serving)
                .filter(champion -> champion.getEncoderFingerprint().equals(version.getEncoderFingerprint())
                        && champion.getClasses().equals(version.getClasses())
                        && champion.getFeatures() == version.getFeatures())
                .isPresent();
    }

    /** The pipeline's own, which the newest version was trained for, and that of the one that serves, which runs on while it does. */
    Set<String> liveEncoders(long serving) {
        Set<String> live = new TreeSet<>();
        live.add(byNumber.lastEntry().getValue().getEncoderFingerprint());
        of(serving).ifPresent(champion -> live.add(champion.getEncoderFingerprint()));
        return live;
    }

    /** @return the version as it stands from now on; empty where there is none */
    Optional<ModelVersion> change(Decision decision) {
        return of(decision.version())
                .map(version -> put(version, decision.status(), decision.reason(), revision(version)));
    }

    /** @return the version as it stands from now on; empty where there is none, or it is as far already */
    Optional<ModelVersion> revise(ModelRevision revision) {
        return of(revision.getVersion())
                .filter(version -> isNews(revision, version))
                .map(version -> put(version, version.getStatus(), version.getStatusReason(), revision));
    }

    /** A revision that is written once more, because it was not taken up, has the same number and other bytes. */
    private static boolean isNews(ModelRevision revision, ModelVersion version) {
        return revision.getRevision() > version.getRevision()
                || revision.getRevision() == version.getRevision()
                        && !revision.getSha256().equals(version.getSha256());
    }

    /** What a version has come to. */
    private static ModelRevision revision(ModelVersion version) {
        return new ModelRevision(
                version.getVersion(),
                version.getRevision(),
                version.getSha256(),
                version.getSizeBytes(),
                version.getChunks(),
                version.getCreatedAt(),
                version.getProbes(),
                version.getLineage().getRanges(),
                (long) version.getLineage().getExamples());
    }

    /** The constructors name every field: one that is added to the schema breaks this, rather than being lost. */
    private ModelVersion put(ModelVersion version, ModelStatus status, String reason, ModelRevision revision) {
        ModelVersion next = new ModelVersion(
                version.getVersion(),
                status,
                reason,
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
        byNumber.put(next.getVersion(), next);
        return next;
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
}
