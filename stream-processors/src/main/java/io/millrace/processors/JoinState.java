package io.millrace.processors;

import io.millrace.processors.JoinPart.Answer;
import io.millrace.processors.JoinPart.Features;
import io.millrace.processors.JoinPart.Truth;
import java.util.Optional;

/**
 * What the join remembers of one id: it waits for parts, was resolved, or gave up waiting. After one horizon it forgets
 * the id.
 *
 * <p>Resolved and expired ids are remembered so that repeats and late labels are known for what they are; they are a
 * few bytes each.
 */
sealed interface JoinState {
    /** Wall-clock time at which this state's horizon began, in milliseconds. */
    long sinceMillis();

    /** What a part does to this state. */
    Step meet(JoinPart part);

    /** What the end of the horizon does to this state. */
    Step expire(long nowMillis);

    /**
     * A move of the state.
     *
     * @param next empty where the id is forgotten
     * @param counted empty where nothing happened that is counted
     */
    record Step(Optional<JoinState> next, Optional<Joined> joined, Optional<JoinEvent> counted) {
        static Step to(JoinState next) {
            return new Step(Optional.of(next), Optional.empty(), Optional.empty());
        }

        static Step counted(JoinState same, JoinEvent event) {
            return new Step(Optional.of(same), Optional.empty(), Optional.of(event));
        }

        static Step forget(Optional<JoinEvent> counted) {
            return new Step(Optional.empty(), Optional.empty(), counted);
        }
    }

    /** Not all parts are there yet. */
    record Waiting(long sinceMillis, Optional<Features> features, Optional<Answer> answer, Optional<Truth> truth)
            implements JoinState {
        static Waiting since(long nowMillis) {
            return new Waiting(nowMillis, Optional.empty(), Optional.empty(), Optional.empty());
        }

        @Override
        public Step meet(JoinPart part) {
            Waiting more = with(part);
            if (more.equals(this)) {
                return Step.counted(this, JoinEvent.DUPLICATE);
            }
            if (more.features.isEmpty() || more.answer.isEmpty() || more.truth.isEmpty()) {
                return Step.to(more);
            }
            Joined joined = new Joined(more.features.get(), more.answer.get(), more.truth.get());
            return new Step(Optional.of(new Resolved(sinceMillis)), Optional.of(joined), Optional.of(JoinEvent.JOINED));
        }

        /** The same with the part, unless there is one of its kind already: the first counts. */
        private Waiting with(JoinPart part) {
            if (part instanceof Features came && features.isEmpty()) {
                return new Waiting(sinceMillis, Optional.of(came), answer, truth);
            }
            if (part instanceof Answer came && answer.isEmpty()) {
                return new Waiting(sinceMillis, features, Optional.of(came), truth);
            }
            if (part instanceof Truth came && truth.isEmpty()) {
                return new Waiting(sinceMillis, features, answer, Optional.of(came));
            }
            return this;
        }

        @Override
        public Step expire(long nowMillis) {
            return truth.isPresent()
                    ? Step.forget(Optional.of(JoinEvent.UNMATCHED))
                    : Step.counted(new Expired(nowMillis), JoinEvent.EXPIRED);
        }
    }

    /** Outcome and example are out. */
    record Resolved(long sinceMillis) implements JoinState {
        @Override
        public Step meet(JoinPart part) {
            return Step.counted(this, JoinEvent.DUPLICATE);
        }

        @Override
        public Step expire(long nowMillis) {
            return Step.forget(Optional.empty());
        }
    }

    /** The horizon passed without a label. */
    record Expired(long sinceMillis) implements JoinState {
        @Override
        public Step meet(JoinPart part) {
            return Step.counted(this, part instanceof Truth ? JoinEvent.LATE : JoinEvent.DUPLICATE);
        }

        @Override
        public Step expire(long nowMillis) {
            return Step.forget(Optional.empty());
        }
    }
}
