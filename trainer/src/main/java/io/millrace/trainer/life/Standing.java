package io.millrace.trainer.life;

import java.util.Optional;

/** Who serves. */
public sealed interface Standing {
    /** Version that serves; 0 where there is none. */
    long champion();

    /** Version to which it can be rolled back; 0 where there is none. */
    long previous();

    /** The one before is still compared with the champion. */
    default Optional<Trial> probation() {
        return Optional.empty();
    }

    /** No version serves yet. */
    record Vacant() implements Standing {
        @Override
        public long champion() {
            return 0;
        }

        @Override
        public long previous() {
            return 0;
        }
    }

    /** A version serves and is not questioned. */
    record Settled(long champion, long previous) implements Standing {}

    /** A version serves and must prove itself against the one before it. */
    record OnProbation(long champion, Trial trial) implements Standing {
        @Override
        public long previous() {
            return trial.version();
        }

        @Override
        public Optional<Trial> probation() {
            return Optional.of(trial);
        }
    }
}
