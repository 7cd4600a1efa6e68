package io.millrace.drift;

import io.millrace.schemas.pipeline.PipelineDefinition;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides when a need becomes a request: one in flight at a time, after a refusal not before there is new evidence, and so many a day.
 *
 * @param made requests so far
 * @param latest request that a champion has not yet answered
 * @param day day of the latest request, counted from 1970
 * @param thatDay requests of that day
 */
record Requests(long made, Optional<Asked> latest, long day, int thatDay) {

    /** An unanswered request is given up after {@code drift.retryAfter} outcomes, but not before this time: training takes its time. */
    static final Duration GIVE_UP_AFTER = Duration.ofHours(1);

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    /**
     * A request that was made.
     *
     * @param outcomes number of the outcome at which it was made
     * @param at Kafka timestamp of that moment
     * @param refused whether the trainer has answered that it found nothing better
     */
    record Asked(String id, long outcomes, long at, boolean refused) {}

    static Requests none() {
        return new Requests(0, Optional.empty(), 0, 0);
    }

    boolean mayAsk(long outcomes, long at, PipelineDefinition pipeline) {
        boolean free =
                latest.map(asked -> isOver(asked, outcomes, at, pipeline)).orElse(true);
        int today = dayOf(at) > day ? 0 : thatDay;
        return free && today < pipeline.drift().requestsPerDay();
    }

    private static boolean isOver(Asked asked, long outcomes, long at, PipelineDefinition pipeline) {
        long passed = outcomes - asked.outcomes();
        return asked.refused()
                ? passed >= pipeline.training().minExamples()
                : passed >= pipeline.drift().retryAfter() && at - asked.at() >= GIVE_UP_AFTER.toMillis();
    }

    Requests ask(long outcomes, long at) {
        long today = Math.max(day, dayOf(at)); // a late record does not bring back yesterday's budget
        Asked next = new Asked("retrain-" + (made + 1), outcomes, at, false);
        return new Requests(made + 1, Optional.of(next), today, today > day ? 1 : thatDay + 1);
    }

    boolean isLatest(String request) {
        return latest.filter(asked -> asked.id().equals(request)).isPresent();
    }

    Requests refused() {
        return new Requests(
                made, latest.map(asked -> new Asked(asked.id(), asked.outcomes(), asked.at(), true)), day, thatDay);
    }

    Requests answered() {
        return new Requests(made, Optional.empty(), day, thatDay);
    }

    private static long dayOf(long at) {
        return Math.floorDiv(at, DAY_MILLIS);
    }
}
