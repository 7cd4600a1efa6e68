package io.millrace.drift;

import io.millrace.drift.windows.Movement;
import io.millrace.schemas.Decided;
import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.DriftKind;
import io.millrace.schemas.DriftedColumn;
import io.millrace.schemas.RetrainDecision;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.Severity;
import io.millrace.schemas.pipeline.Training;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Something that the monitor wants done: a record to be written. */
sealed interface Decision {
    String key();

    SpecificRecord value();

    /** Tell users of an episode. */
    record Alert(Step.Announcement announcement, Sighting seen) implements Decision {
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
                    .setSeverity(severity(episode.kind()))
                    .setStatistic(seen.statistic())
                    .setValue(seen.value())
                    .setThreshold(seen.threshold())
                    .setReference(seen.reference())
                    .setCurrent(seen.current())
                    .setModelVersion(seen.modelVersion())
                    .setObserved(seen.observed())
                    .setChangedAt(Instant.ofEpochMilli(episode.changedAt()))
                    .setAt(Instant.ofEpochMilli(seen.at()))
                    .setMessage(announcement.message())
                    .setCause(episode.cause())
                    .setColumns(seen.columns().stream().map(Alert::column).toList())
                    .build();
        }

        /** Errors and faults ask for action now; what only moved may be nothing. */
        private static Severity severity(DriftKind kind) {
            return kind == DriftKind.PERFORMANCE || kind == DriftKind.QUALITY ? Severity.CRITICAL : Severity.WARNING;
        }

        private static DriftedColumn column(Movement movement) {
            return DriftedColumn.newBuilder()
                    .setColumn(movement.column())
                    .setPValue(movement.pValue())
                    .setDistance(movement.distance())
                    .setMoved(movement.moved())
                    .setBefore(movement.before())
                    .setNow(movement.now())
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

    /**
     * Tell whether a new model was asked for, and why, or why not.
     *
     * @param request that was made; empty where none was
     * @param outcomes seen until then
     * @param reason one line for a person
     */
    record Told(
            Optional<String> episode,
            Optional<String> request,
            long modelVersion,
            long outcomes,
            long at,
            String reason)
            implements Decision {
        @Override
        public String key() {
            return episode.or(() -> request).orElse("none");
        }

        @Override
        public RetrainDecision value() {
            return RetrainDecision.newBuilder()
                    .setDecision(request.isPresent() ? Decided.ASKED : Decided.WITHHELD)
                    .setEpisode(episode.orElse(null))
                    .setRequest(request.orElse(null))
                    .setModelVersion(modelVersion)
                    .setObserved(outcomes)
                    .setAt(Instant.ofEpochMilli(at))
                    .setReason(reason)
                    .build();
        }
    }
}
