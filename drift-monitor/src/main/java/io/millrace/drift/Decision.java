package io.millrace.drift;

import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.DriftKind;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.Severity;
import io.millrace.schemas.pipeline.Training;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** Something that the monitor wants done: a record to be written. */
sealed interface Decision {
    String key();

    SpecificRecord value();

    /**
     * Tell users.
     *
     * @param observed outcomes, or predictions, seen so far
     */
    record Alert(Step.Announcement announcement, Sighting seen, long observed) implements Decision {
        @Override
        public String key() {
            return announcement.episode().id();
        }

        @Override
        public DriftAlert value() {
            Drifting episode = announcement.episode();
            return DriftAlert.newBuilder()
                    .setEpisode(episode.id())
                    .setPhase(announcement.phase())
                    .setKind(episode.kind())
                    .setSeverity(episode.kind() == DriftKind.PERFORMANCE ? Severity.CRITICAL : Severity.WARNING)
                    .setStatistic(seen.statistic())
                    .setValue(seen.value())
                    .setThreshold(seen.threshold())
                    .setReference(seen.reference())
                    .setCurrent(seen.current())
                    .setModelVersion(seen.modelVersion())
                    .setObserved(observed)
                    .setChangedAt(Instant.ofEpochMilli(episode.changedAt()))
                    .setAt(Instant.ofEpochMilli(seen.at()))
                    .setMessage(announcement.message())
                    .build();
        }
    }

    /** Ask the trainer for a new model. */
    record Request(String id, Need need, long at, Training training) implements Decision {
        @Override
        public String key() {
            return id;
        }

        @Override
        public RetrainRequest value() {
            return RetrainRequest.newBuilder()
                    .setRequest(id)
                    .setCause(need.cause())
                    .setEpisode(need.episode().orElse(null))
                    .setSince(Instant.ofEpochMilli(need.since()))
                    .setMinExamples(training.minExamples())
                    .setMaxExamples(training.window())
                    .setRequestedAt(Instant.ofEpochMilli(at))
                    .setMessage(need.message())
                    .build();
        }
    }
}
