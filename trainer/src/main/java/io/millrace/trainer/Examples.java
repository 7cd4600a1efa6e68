package io.millrace.trainer;

import io.millrace.schemas.RetrainRequest;
import io.millrace.trainer.windows.ResolvedWindow;

/** Where training data comes from. */
interface Examples {
    /**
     * Waits until there are as many examples as the request wants, at the least.
     *
     * @throws InterruptedException where the request is no longer this trainer's
     */
    ResolvedWindow await(RetrainRequest request) throws InterruptedException;

    /**
     * Some of what came before a window.
     *
     * @param examples about how many
     * @throws InterruptedException where the request is no longer this trainer's
     */
    default Replay older(ResolvedWindow window, int examples, long seed) throws InterruptedException {
        return Replay.NONE;
    }
}
