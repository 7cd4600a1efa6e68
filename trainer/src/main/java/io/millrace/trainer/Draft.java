package io.millrace.trainer;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.ImportedModel;
import io.millrace.schemas.RetrainCause;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.Training;
import io.millrace.trainer.candidates.ImportedCandidate;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * What the online learner knew a while ago, to be judged by the examples that have come since.
 *
 * @param since Kafka timestamp, later than that of every example it has learnt
 * @param learnt how many those are
 */
record Draft(ModelBytes bytes, long since, long learnt) {

    /**
     * What a proposal is known by.
     *
     * @param upload under which its bytes lie, 0 or more
     */
    record Name(String request, long upload) {
        static Name random() {
            return new Name(UUID.randomUUID().toString(), UUID.randomUUID().getMostSignificantBits() >>> 1);
        }
    }

    /** To judge it as a candidate. */
    RetrainRequest request(Name called, Training training, long now) {
        String name = training.online().learner().name().toLowerCase(Locale.ROOT);
        ImportedModel model = new ImportedModel(
                called.upload(),
                name,
                "the online learner",
                bytes.sha256(),
                (long) bytes.size(),
                bytes.chunks(),
                ImportedCandidate.ONLINE);
        return new RetrainRequest(
                called.request(),
                RetrainCause.SCHEDULE,
                null,
                Instant.ofEpochMilli(since),
                training.minExamples(),
                training.window(),
                Instant.ofEpochMilli(now),
                "what the online learner (%s) has learnt from %d examples is judged on those since"
                        .formatted(name, learnt),
                model);
    }
}
