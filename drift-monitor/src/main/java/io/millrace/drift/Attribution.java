package io.millrace.drift;

import io.millrace.schemas.DriftCause;
import io.millrace.schemas.DriftKind;
import java.util.Set;

/** Says what the evidence points at: why the model errs, or its data moved. */
final class Attribution {
    private Attribution() {}

    /**
     * @param kind what an episode is about
     * @param drifted kinds whose latest window of the champion differed from its reference
     * @param newModel whether the champion has not served for long
     */
    static DriftCause of(DriftKind kind, Set<DriftKind> drifted, boolean newModel) {
        if (kind == DriftKind.QUALITY || drifted.contains(DriftKind.QUALITY)) {
            return DriftCause.UPSTREAM;
        }
        if (kind == DriftKind.FEATURE || drifted.contains(DriftKind.FEATURE)) {
            return DriftCause.DATA;
        }
        boolean labels = kind == DriftKind.LABEL || drifted.contains(DriftKind.LABEL);
        if (kind != DriftKind.PERFORMANCE) {
            return labels ? DriftCause.LABEL : DriftCause.UNKNOWN;
        }
        // labels that move while features do not are of another concept
        return newModel && !labels ? DriftCause.MODEL : DriftCause.CONCEPT;
    }
}
