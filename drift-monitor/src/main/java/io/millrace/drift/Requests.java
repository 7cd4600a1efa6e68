package io.millrace.drift;

import io.millrace.schemas.RetrainCause;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides when a need becomes a request: one in flight at a time, after a refusal not before there is new evidence, and so many a day.
 *
 * @param made requests so far
 * @param latest request that a champion has not yet answered
 * @param outcomes number of the outcome at which the latest request was made, answered or not
 * @param at Kafka timestamp of that moment
 * @param since from when on it wanted examples
 * @param thatDay requests of that moment's day
 */
record Requests(long made, Optional<Asked> latest, long outcomes, long at, long since, int thatDay) {

    /** An unanswered request is given up after {@code drift.retryAfter} outcomes, but not before this time: training takes its time. */
    static final Duration GIVE_UP_AFTER = Duration.ofHours(1);

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    /**
     * A request that was made.
     *
     * @param about the episode, or the cause where there is none
     * @param outcomes number of the outcome at which it was made
     * @param at Kafka timestamp of that moment
     * @param refused whether the trainer has answered that it found nothing better
     */
    record Asked(String id, String about, long outcomes, long at, boolean refused) {}

    static Requests none() {
        return new Requests(0, Optional.empty(), 0, 0, 0, 0);
    }

    /** Why no request can be made now, one clause; empty where one can. */
    Optional<String> hindrance(long outcomesNow, long now, PipelineDefinition pipeline) {
        Optional<String> busy = latest.filter(asked -> !isOver(asked, outcomesNow, now, pipeline))
                .map(asked -> asked.refused()
                        ? "the trainer found nothing better for " + asked.id() + ": "
                                + pipeline.training().minExamples() + " more outcomes are waited for"
                        : asked.id() + " is in flight");
        int most = pipeline.drift().requestsPerDay();
        return busy.or(() -> today(now) < most
                ? Optional.empty()
                : Optional.of("the " + most + " requests of this day are used up (drift.requestsPerDay)"));
    }

    private int today(long now) {
        return dayOf(now) > dayOf(at) ? 0 : thatDay;
    }

    private static boolean isOver(Asked asked, long outcomesNow, long now, PipelineDefinition pipeline) {
        long passed = outcomesNow - asked.outcomes();
        return asked.refused()
                ? passed >= pipeline.training().minExamples()
                : passed >= pipeline.drift().retryAfter() && now - asked.at() >= GIVE_UP_AFTER.toMillis();
    }

    Requests ask(Need need, long outcomesNow, long now) {
        long latestTime = Math.max(at, now); // a late record does not bring back yesterday's budget
        Asked next = new Asked("retrain-" + (made + 1), need.about(), outcomesNow, now, false);
        return new Requests(made + 1, Optional.of(next), outcomesNow, latestTime, need.since(), today(latestTime) + 1);
    }

    /** A new model, where the schedule of the pipeline says that it is time for one. */
    Optional<Need> scheduled(long outcomesNow, long now, PipelineDefinition pipeline) {
        long every = pipeline.training().everyOutcomes();
        if (every > 0 && outcomesNow - outcomes >= every) {
            return Optional.of(scheduled((outcomesNow - outcomes) + " outcomes since the last request"));
        }
        return pipeline.training()
                .every()
                .filter(time -> made > 0 && now - at >= time.toMillis())
                .map(time -> scheduled(Duration.ofMillis(now - at).toMinutes() + " minutes since the last request"));
    }

    /**
     * A model that learnt from few examples is followed by one that may learn from twice as many, until the window is full: each doubling is asked for once.
     *
     * @param champion that serves
     */
    Optional<Need> grown(Champion champion, long outcomesNow, PipelineDefinition pipeline) {
        long window = pipeline.training().window();
        long before = champion.examples() + Math.max(0, outcomes - champion.arrived());
        long available = champion.examples() + outcomesNow - champion.arrived();
        return before < window && available >= Math.min(2 * before, window)
                ? Optional.of(new Need(
                        RetrainCause.SCHEDULE,
                        Optional.empty(),
                        champion.since(),
                        "model " + champion.version() + " has learnt from " + champion.examples()
                                + " examples, and there are " + available + " by now"))
                : Optional.empty();
    }

    private static Need scheduled(String why) {
        return new Need(RetrainCause.SCHEDULE, Optional.empty(), 0, why);
    }

    boolean isLatest(String request) {
        return latest.filter(asked -> asked.id().equals(request)).isPresent();
    }

    /** Whether what is in flight was asked for because of that. */
    boolean isAbout(String subject) {
        return latest.filter(asked -> !asked.refused() && asked.about().equals(subject))
                .isPresent();
    }

    Requests refused() {
        return new Requests(
                made,
                latest.map(asked -> new Asked(asked.id(), asked.about(), asked.outcomes(), asked.at(), true)),
                outcomes,
                at,
                since,
                thatDay);
    }

    Requests answered() {
        return new Requests(made, Optional.empty(), outcomes, at, since, thatDay);
    }

    private static long dayOf(long time) {
        return Math.floorDiv(time, DAY_MILLIS);
    }
}
