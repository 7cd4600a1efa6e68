package io.millrace.scorer;

import java.util.Optional;

/** Where the loop gets its models from. Order of use: {@link #open}, the others in any order by one thread, {@link #close}. */
interface Champions extends AutoCloseable {
    /** Loads the champion there is, then watches for the next in the background. */
    void open();

    /**
     * The next model to take into service, checked and warm; from now on the caller's.
     *
     * @throws RuntimeException where the watch has ended, with the reason
     */
    Optional<ServingModel> next();

    /** Asks for a model for the vectors of an encoder that no model in service fits. Asking again changes nothing. */
    void want(String encoder);

    /** Fingerprint of the encoder of the champion that was loaded last; empty before the first. */
    String encoder();

    /** Where models on trial come from, if they answer a share. */
    Optional<CanarySource> canaries();

    @Override
    void close();
}
