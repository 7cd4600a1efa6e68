package io.millrace.schemas.serde;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fingerprints of encoders that have been read, so that one that comes again need not be made into text again. Not thread-safe. */
final class EncoderNames {
    /** There are as many encoders as changes of a pipeline's definition. */
    private static final int MOST = 16;

    private final List<byte[]> read = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    String of(byte[] bytes, int from, int to) {
        for (int i = 0; i < names.size(); i++) {
            byte[] known = read.get(i);
            if (Arrays.equals(known, 0, known.length, bytes, from, to)) {
                return names.get(i);
            }
        }
        if (names.size() == MOST) {
            read.clear();
            names.clear();
        }
        read.add(Arrays.copyOfRange(bytes, from, to));
        names.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        return names.get(names.size() - 1);
    }
}
