package io.millrace.scorer;

import java.util.Optional;

/** This machine's GPUs, as ONNX Runtime sees them. Ask {@link #haveCuda} first. */
interface Gpus {
    /** Whether this ONNX Runtime was built for them. */
    boolean haveCuda();

    /**
     * Why no model can run on one, in one line; none where one can.
     *
     * @param gpu counted from 0
     */
    Optional<String> trouble(int gpu);
}
