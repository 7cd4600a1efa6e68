package io.millrace.scorer.inference;

import java.util.concurrent.CompletableFuture;

/** What answers rows. Thread-safe. */
public interface Inferrer {
    /** @return the answer, or fails with a {@link io.millrace.runtime.Refusal}; it may take until nobody waits for it any more */
    CompletableFuture<Answer> infer(Vectors vectors);

    /** Version of the champion; 0 while there is none and the label prior answers. */
    long version();
}
