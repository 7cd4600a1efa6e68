package io.millrace.trainer;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.ModelRevision;
import io.millrace.schemas.RetrainRequest;

/** Where what is learnt online goes: what is known, and with it a revision or a proposal. */
interface Announcements {
    /** @param now milliseconds since the epoch */
    void state(OnlineProgress progress, long now);

    /** Its version has learnt on, and answers by these bytes. */
    void revision(ModelRevision revision, ModelBytes bytes);

    /** These bytes are to be judged as a candidate. */
    void proposal(RetrainRequest request, ModelBytes bytes);
}
