package io.millrace.processors;

import io.millrace.features.CleanValues;
import io.millrace.features.Encoded;
import io.millrace.features.Encoder;
import io.millrace.features.Encoding;
import io.millrace.features.Knowledge;
import io.millrace.features.LastValues;
import io.millrace.features.RawRecord;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.Optional;

/**
 * An encoder that runs beside the pipeline's own because a model needs it. It neither admits records nor puts them aside.
 * Thread-safe.
 *
 * @param past whether its last slots are those of the past, the same as the pipeline's own
 */
record OtherEncoder(Encoder encoder, boolean past, LastValues lastValues) {
    static OtherEncoder of(PipelineDefinition pipeline) {
        return new OtherEncoder(Encoder.of(pipeline), !pipeline.history().isEmpty(), LastValues.of(pipeline));
    }

    String fingerprint() {
        return encoder.fingerprint();
    }

    /** @return empty where it refuses the record */
    Optional<Encoded> encode(RawRecord fields, Knowledge knowledge) {
        try {
            Encoding encoding = Decoding.guarded(() -> encoder.encode(fields, knowledge, CleanValues.UNHEARD));
            return encoding instanceof Encoded encoded ? Optional.of(encoded) : Optional.empty();
        } catch (Rejection e) {
            return Optional.empty();
        }
    }
}
