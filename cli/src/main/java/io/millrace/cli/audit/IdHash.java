package io.millrace.cli.audit;

/** A 64-bit number for an id. Among ten million ids the chance that any two share theirs is three in a million. */
final class IdHash {
    private IdHash() {}

    /** FNV-1a, its bits mixed once more as in MurmurHash3; never 0. */
    static long of(byte[] id) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : id) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return hash == 0 ? 1 : hash;
    }
}
