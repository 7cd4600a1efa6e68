package io.millrace.drift;

import java.util.Optional;

/**
 * All that the monitor remembers, but for the windows that fill.
 *
 * @param outcomes outcomes seen, of all versions
 * @param episodes episodes opened
 * @param champion version that serves; none before the first
 * @param decided what was decided last about a new model, so that it is written down once; empty where nothing was
 */
record MonitorState(
        long outcomes,
        long episodes,
        Optional<Champion> champion,
        Standing standing,
        Requests requests,
        String decided) {

    static MonitorState fresh() {
        return new MonitorState(0, 0, Optional.empty(), new Normal(), Requests.none(), "");
    }

    MonitorState countOutcome() {
        return new MonitorState(outcomes + 1, episodes, champion, standing, requests, decided);
    }

    MonitorState countEpisode() {
        return new MonitorState(outcomes, episodes + 1, champion, standing, requests, decided);
    }

    MonitorState with(Champion next) {
        return new MonitorState(outcomes, episodes, Optional.of(next), standing, requests, decided);
    }

    MonitorState with(Standing next) {
        return new MonitorState(outcomes, episodes, champion, next, requests, decided);
    }

    MonitorState with(Requests next) {
        return new MonitorState(outcomes, episodes, champion, standing, next, decided);
    }

    MonitorState withDecided(String next) {
        return new MonitorState(outcomes, episodes, champion, standing, requests, next);
    }
}
