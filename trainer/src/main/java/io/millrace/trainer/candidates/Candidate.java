package io.millrace.trainer.candidates;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.Probe;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trained model that might serve.
 *
 * @param evaluation on the held-out part, by ONNX Runtime
 * @param probes for whoever loads it
 * @param trainedRows rows it learnt from
 * @param found what it was trained by, where that was looked for
 */
public record Candidate(
        String family,
        ModelBytes bytes,
        Measured evaluation,
        List<Probe> probes,
        int trainedRows,
        Map<String, String> parameters,
        Map<String, String> libraries,
        String device,
        Optional<Family.Found> found) {}
