package io.millrace.processors;

import io.millrace.processors.JoinPart.Answer;
import io.millrace.processors.JoinPart.Features;
import io.millrace.processors.JoinPart.Truth;
import io.millrace.schemas.pipeline.LabelDefinition.Corrections;
import java.util.Optional;

/**
 * What the join remembers of one id: it waits for parts, everything is out and may still be corrected, it was resolved
 * for good, or it gave up waiting. After one horizon it forgets the id.
 *
 * <p>Resolved and expired ids are remembered so that repeats and late labels are known for what they are; they are a
 * few bytes each.
 */
sealed interface JoinState {
    /** Wall-clock time at which this state's horizon began, in milliseconds. */
    long sinceMillis();

    /** What a part does to this state. */
    Step meet(JoinPart part, Corrections corrections);

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

        static Step counted(JoinState next, JoinEvent event) {
            return new Step(Optional.of(next), Optional.empty(), Optional.of(event));
        }

        static Step emitted(JoinState next, Joined joined, JoinEvent event) {
            return new Step(Optional.of(next), Optional.of(joined), Optional.of(event));
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
        public Step meet(JoinPart part, Corrections corrections) {
            Waiting more = with(part);
            if (more == this) {
                return part instanceof Truth again && corrections == Corrections.REPLACE
                        ? meetAnother(again)
                        : Step.counted(this, part.repeated());
            }
            if (more.features.isEmpty() || more.answer.isEmpty() || more.truth.isEmpty()) {
                return Step.to(more);
            }
            return join(more.features.get(), more.answer.get(), more.truth.get(), corrections);
        }

        private Step join(Features vector, Answer given, Truth label, Corrections corrections) {
            JoinState next = corrections == Corrections.REPLACE
                    ? new Correctable(sinceMillis, vector, given, label)
                    : new Resolved(sinceMillis);
            return Step.emitted(next, Joined.first(vector, given, label), JoinEvent.JOINED);
        }

        /** The same with the part, unless there is one of its kind already. */
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

        private Step meetAnother(Truth came) {
            Truth known = truth.orElseThrow();
            if (came.isOlderThan(known)) {
                return Step.counted(this, came.agreesWith(known) ? came.repeated() : JoinEvent.OUTDATED);
            }
            return Step.counted(
                    new Waiting(sinceMillis, features, answer, Optional.of(came.behind(known))),
                    came.agreesWith(known) ? came.repeated() : JoinEvent.REPLACED);
        }

        @Override
        public Step expire(long nowMillis) {
            return truth.isPresent()
                    ? Step.forget(Optional.of(JoinEvent.UNMATCHED))
                    : Step.counted(new Expired(nowMillis), JoinEvent.EXPIRED);
        }
    }

    /** Outcome and example are out. What they were made of is kept, for a later label may correct them. */
    record Correctable(long sinceMillis, Features features, Answer answer, Truth truth) implements JoinState {
        @Override
        public Step meet(JoinPart part, Corrections corrections) {
            return part instanceof Truth came && corrections == Corrections.REPLACE
                    ? meetAnother(came)
                    : Step.counted(this, part.repeated());
        }

        private Step meetAnother(Truth came) {
            if (came.isOlderThan(truth)) {
                return Step.counted(this, came.agreesWith(truth) ? came.repeated() : JoinEvent.OUTDATED);
            }
            Correctable next = new Correctable(sinceMillis, features, answer, came.behind(truth));
            if (came.agreesWith(truth)) {
                // it moves the time on: the latest label counts, in whatever order they come
                return Step.counted(next.equals(this) ? this : next, came.repeated());
            }
            return Step.emitted(
                    next, new Joined(features, answer, next.truth, Optional.of(truth.actual())), JoinEvent.CORRECTED);
        }

        @Override
        public Step expire(long nowMillis) {
            return Step.forget(Optional.empty());
        }
    }

    /** Outcome and example are out, for good. */
    record Resolved(long sinceMillis) implements JoinState {
        @Override
        public Step meet(JoinPart part, Corrections corrections) {
            return Step.counted(this, part.repeated());
        }

        @Override
        public Step expire(long nowMillis) {
            return Step.forget(Optional.empty());
        }
    }

    /** The horizon passed without a label. */
    record Expired(long sinceMillis) implements JoinState {
        @Override
        public Step meet(JoinPart part, Corrections corrections) {
            return Step.counted(this, part instanceof Truth ? JoinEvent.LATE : part.repeated());
        }

        @Override
        public Step expire(long nowMillis) {
            return Step.forget(Optional.empty());
        }
    }
}
