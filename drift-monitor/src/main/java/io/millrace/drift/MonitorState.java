package io.millrace.drift;

import java.util.Optional;

/**
 * All that the monitor remembers.
 *
 * @param outcomes outcomes seen, of all versions
 * @param predictions predictions seen, of all versions
 * @param episodes episodes opened
 * @param champion version that serves; none before the first
 */
record MonitorState(
        long outcomes,
        long predictions,
        long episodes,
        Optional<Champion> champion,
        Standing standing,
        Requests requests) {

    static MonitorState fresh() {
        return new MonitorState(0, 0, 0, Optional.empty(), new Normal(), Requests.none());
    }

    MonitorState countOutcome() {
        return new MonitorState(outcomes + 1, predictions, episodes, champion, standing, requests);
    }

    MonitorState countPredictions(long more) {
        return new MonitorState(outcomes, predictions + more, episodes, champion, standing, requests);
    }

    MonitorState countEpisode() {
        return new MonitorState(outcomes, predictions, episodes + 1, champion, standing, requests);
    }

    MonitorState with(Champion next) {
        return new MonitorState(outcomes, predictions, episodes, Optional.of(next), standing, requests);
    }

    MonitorState with(Standing next) {
        return new MonitorState(outcomes, predictions, episodes, champion, next, requests);
    }

    MonitorState with(Requests next) {
        return new MonitorState(outcomes, predictions, episodes, champion, standing, next);
    }
}
