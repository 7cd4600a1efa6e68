package io.millrace.cli.embedded.registry;

import java.util.ArrayList;
import java.util.List;

/** A registry log that forgets with its process; what went through it has been through the topic's layout. */
final class MemoryLog implements RegistryLog {
    private final List<RecordLayout.Bytes> kept = new ArrayList<>();
    private boolean failing;

    void failFromNowOn() {
        failing = true;
    }

    @Override
    public List<RegistryRecord> read() {
        return kept.stream()
                .map(bytes -> RecordLayout.read(bytes.key(), bytes.value()))
                .toList();
    }

    @Override
    public void append(RegistryRecord entry) {
        if (failing) {
            throw RegistryError.storeFailed("no broker");
        }
        kept.add(RecordLayout.write(entry));
    }

    @Override
    public void close() {
        // kept for the next reader
    }
}
