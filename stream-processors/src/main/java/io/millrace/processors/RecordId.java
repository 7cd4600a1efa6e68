package io.millrace.processors;

import io.millrace.features.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Ids of records: the UTF-8 text of their keys. */
final class RecordId {
    /** Longest id, in bytes: ids go into every record of the loop and into the state stores. */
    static final int LONGEST = 1_024;

    private static final char REPLACEMENT = '\ufffd';

    private RecordId() {}

    /** @throws Rejection where the key is no id */
    static String of(byte[] key) throws Rejection {
        if (key == null || key.length == 0) {
            throw new Rejection(Reason.MISSING_ID, "the record has no key: its key must be its id");
        }
        if (key.length > LONGEST) {
            throw new Rejection(Reason.MALFORMED, "the key has " + key.length + " bytes: an id has at most " + LONGEST);
        }
        String id = new String(key, StandardCharsets.UTF_8);
        if (id.indexOf(REPLACEMENT) >= 0 && !Arrays.equals(id.getBytes(StandardCharsets.UTF_8), key)) {
            throw new Rejection(Reason.MALFORMED, "the key is not UTF-8 text");
        }
        return id;
    }

    /** The key as far as it is text, for a record that is put aside; empty where there was none. */
    static String shown(byte[] key) {
        return key == null ? "" : new String(key, 0, Math.min(key.length, LONGEST), StandardCharsets.UTF_8);
    }
}
