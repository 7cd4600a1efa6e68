package io.millrace.trainer.life;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Versions that are compared with the champion while they do not serve. Immutable.
 *
 * @param trials at most one of a version that learns on, and one of a version that does not
 */
public record Shadows(List<Trial> trials) {
    public Shadows {
        trials = List.copyOf(trials);
    }

    static Shadows none() {
        return new Shadows(List.of());
    }

    Optional<Trial> of(long version) {
        return trials.stream().filter(trial -> trial.version() == version).findFirst();
    }

    /** The one in whose place a version would come: there is room for one that learns on, and for one that does not. */
    Optional<Trial> inPlaceOf(long version, Moment at) {
        boolean learnsOn = at.learnsOn().test(version);
        return trials.stream()
                .filter(trial -> trial.version() != version && at.learnsOn().test(trial.version()) == learnsOn)
                .findFirst();
    }

    Shadows with(Trial trial) {
        List<Trial> more = new ArrayList<>(trials);
        more.add(trial);
        return new Shadows(more);
    }

    Shadows without(long version) {
        return new Shadows(
                trials.stream().filter(trial -> trial.version() != version).toList());
    }

    /** One of them has come further. */
    Shadows after(Trial further) {
        return new Shadows(trials.stream()
                .map(trial -> trial.version() == further.version() ? further : trial)
                .toList());
    }

    /** Another version serves: each is compared with that. */
    Shadows begunAgain(long now) {
        return new Shadows(trials.stream().map(trial -> trial.begunAgain(now)).toList());
    }
}
