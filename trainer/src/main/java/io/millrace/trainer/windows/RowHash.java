package io.millrace.trainer.windows;

import io.millrace.statistics.hashes.Hash128;

/** A 64-bit number for an id or an entity: the first half of its {@link Hash128}, so a split by hash can be told outside Millrace too. */
final class RowHash {
    private RowHash() {}

    static long of(String text) {
        return Hash128.of(text).first();
    }
}
