package io.millrace.trainer.life;

import io.millrace.schemas.ModelRequest;
import io.millrace.schemas.ModelRevision;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.RetrainCause;
import io.millrace.schemas.pipeline.Promotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps the versions of a pipeline and their life: shown what happens, it says which versions change, as they are to be written. The same things
 * in the same order give the same decisions. For one thread.
 */
public final class Keeper {
    private final Promotion rules;
    private final boolean learnsOnline;
    private final Versions versions = new Versions();
    private Life life = Life.of(0);

    /** @param learnsOnline whether the pipeline does */
    public Keeper(Promotion rules, boolean learnsOnline) {
        this.rules = rules;
        this.learnsOnline = learnsOnline;
    }

    /** A version as it was written under its number; of one that is known already this keeper knows better. */
    public void know(ModelVersion version) {
        versions.know(version);
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
        return versions.of(number);
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
        return versions.unseenFrom(compared(), partition);
    }

    /** Candidates that have come are taken up, in their order, and shadows whose time is over are dealt with. */
    public List<ModelVersion> decide(long now) {
        List<ModelVersion> changed = new ArrayList<>();
        for (long number : versions.numbers()) {
            ModelVersion version = versions.of(number).orElseThrow();
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
        if (!losses.containsKey(champion) || versions.hasSeen(champion, partition, offset)) {
            return List.of();
        }
        return take(life.onLabel(
                losses.get(champion),
                version -> versions.hasSeen(version, partition, offset)
                        ? Double.NaN
                        : losses.getOrDefault(version, Double.NaN),
                moment(now)));
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
        return versions.revise(revision);
    }

    /** A version that is compared does not run. */
    public List<ModelVersion> onBroken(long version, String reason, long now) {
        return take(life.onBroken(version, reason, moment(now)));
    }

    /** @throws Refused where it must not be done */
    public List<ModelVersion> onRequest(ModelRequest request, long now) {
        return take(new Asked(life, versions, moment(now)).step(request));
    }

    private Moment moment(long now) {
        return new Moment(rules, version -> learnsOnline && versions.isNewestOnline(version), now);
    }

    private boolean comparable(ModelVersion version) {
        return versions.isComparable(version, life.standing().champion());
    }

    private List<ModelVersion> take(Step step) {
        life = step.next();
        List<ModelVersion> changed = new ArrayList<>(step.decisions().size());
        step.decisions().forEach(decision -> versions.change(decision).ifPresent(changed::add));
        return changed;
    }
}
