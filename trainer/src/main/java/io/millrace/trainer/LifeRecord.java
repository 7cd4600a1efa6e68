package io.millrace.trainer;

import io.millrace.schemas.ModelLife;
import io.millrace.schemas.ModelTrial;
import io.millrace.statistics.sequential.BettingTest;
import io.millrace.trainer.life.Life;
import io.millrace.trainer.life.Shadows;
import io.millrace.trainer.life.Standing;
import io.millrace.trainer.life.Trial;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A life as it is kept on the model-lives topic, and back. */
final class LifeRecord {
    /** The one key of the topic. */
    static final String KEY = "life";

    private LifeRecord() {}

    /** @param offsets next offset by partition of the examples topic */
    static ModelLife of(Life life, Map<Integer, Long> offsets) {
        List<ModelTrial> trials = Stream.concat(
                        life.shadows().trials().stream().map(trial -> trial(trial, false)),
                        life.standing().probation().map(trial -> trial(trial, true)).stream())
                .toList();
        return new ModelLife(life.standing().champion(), life.standing().previous(), trials, named(offsets));
    }

    private static ModelTrial trial(Trial trial, boolean probation) {
        return new ModelTrial(
                trial.version(),
                probation,
                Instant.ofEpochMilli(trial.startedAt()),
                trial.better().seen(),
                trial.better().horizon(),
                trial.advantage(),
                trial.better().wealth(),
                trial.worse().wealth(),
                trial.served());
    }

    static Life life(ModelLife kept) {
        Standing standing = trials(kept, true).stream()
                .findFirst()
                .<Standing>map(trial -> new Standing.OnProbation(kept.getChampion(), trial))
                .orElseGet(() -> kept.getChampion() == 0
                        ? new Standing.Vacant()
                        : new Standing.Settled(kept.getChampion(), kept.getPrevious()));
        return new Life(standing, new Shadows(trials(kept, false)));
    }

    private static List<Trial> trials(ModelLife kept, boolean probation) {
        return kept.getTrials().stream()
                .filter(trial -> trial.getProbation() == probation)
                .map(trial -> new Trial(
                        trial.getVersion(),
                        trial.getServed(),
                        trial.getStartedAt().toEpochMilli(),
                        trial.getAdvantage(),
                        new BettingTest(trial.getHorizon(), trial.getExamples(), trial.getBetter()),
                        new BettingTest(trial.getHorizon(), trial.getExamples(), trial.getWorse())))
                .toList();
    }

    static Map<Integer, Long> offsets(ModelLife kept) {
        return numbered(kept.getOffsets());
    }

    /** Offsets by partition in the form in which records hold them. */
    static Map<String, Long> named(Map<Integer, Long> offsets) {
        Map<String, Long> named = new HashMap<>();
        offsets.forEach((partition, offset) -> named.put(partition.toString(), offset));
        return named;
    }

    /** And back. */
    static Map<Integer, Long> numbered(Map<String, Long> named) {
        Map<Integer, Long> offsets = new HashMap<>();
        named.forEach((partition, offset) -> offsets.put(Integer.valueOf(partition), offset));
        return offsets;
    }
}
