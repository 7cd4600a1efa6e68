package io.millrace.cli.embedded.registry;

import java.util.List;

/** Where the registry's changes are kept. Order of use: {@link #read} once, then {@link #append}. */
interface RegistryLog extends AutoCloseable {
    /** Everything kept so far, oldest first. */
    List<RegistryRecord> read();

    /**
     * Returns once the change is kept for good.
     *
     * @throws RegistryError where it could not be kept
     */
    void append(RegistryRecord entry);

    @Override
    void close();
}
