package io.millrace.drift;

import io.millrace.schemas.DriftCause;
import io.millrace.schemas.DriftKind;
import io.millrace.schemas.RetrainCause;
import io.millrace.schemas.pipeline.Drift;
import java.util.Optional;

/**
 * Whether an episode calls for a new model: at once where the errors rise, after some drifted windows in a row where only the data moves, and
 * never where a fault upstream is to be mended.
 */
final class RetrainPolicy {
    private RetrainPolicy() {}

    /**
     * What the policy says.
     *
     * @param need a new model; empty where none is to be asked for
     * @param against why none is to be asked for, one clause; empty where one is
     */
    record Verdict(Optional<Need> need, String against) {
        static Verdict asks(Need need) {
            return new Verdict(Optional.of(need), "");
        }

        static Verdict withholds(String against) {
            return new Verdict(Optional.empty(), against);
        }
    }

    static Verdict judge(Drifting episode, Drift settings) {
        if (episode.cause() == DriftCause.UPSTREAM) {
            return Verdict.withholds("a fault of the data is mended at its source, not by a new model");
        }
        return episode.kind() == DriftKind.PERFORMANCE ? onErrors(episode) : onWindows(episode, settings);
    }

    private static Verdict onErrors(Drifting episode) {
        return episode.successor()
                .filter(on -> !on.failed())
                .map(on -> Verdict.withholds("model " + on.version() + " is on probation"))
                .orElseGet(() -> Verdict.asks(need(episode, "the error rate has risen")));
    }

    private static Verdict onWindows(Drifting episode, Drift settings) {
        int drifted = episode.driftedInARow();
        int windows = settings.windowsToRetrain();
        int enough = settings.comparisons(windows);
        return drifted >= enough
                ? Verdict.asks(need(episode, episode.what() + " have moved for " + windows + " windows in a row"))
                : Verdict.withholds("drifted in " + drifted + " of " + enough + " windows in a row");
    }

    private static Need need(Drifting episode, String what) {
        String again = episode.successor()
                .map(on -> " and model " + on.version() + " did not mend it")
                .orElse("");
        return new Need(
                RetrainCause.DRIFT, Optional.of(episode.id()), episode.since(), episode.id() + ": " + what + again);
    }
}
