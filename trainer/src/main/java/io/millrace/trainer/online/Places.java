package io.millrace.trainer.online;

import io.millrace.learners.Layout;

/** Where each slot stands among those of its kind, and where its codes stand among all codes; behind them stands "missing". */
final class Places {
    /** Codes of each slot, 0 for a number. */
    final int[] codes;

    /** By slot: among the numbers, or where its codes begin. */
    final int[] places;
    /** How many numbers there are. */
    final int numbers;
    /** How many codes there are, with "missing" of each slot. */
    final int width;

    Places(Layout layout) {
        codes = layout.codes().stream().mapToInt(Integer::intValue).toArray();
        places = new int[codes.length];
        int number = 0;
        int code = 0;
        for (int slot = 0; slot < codes.length; slot++) {
            places[slot] = codes[slot] == 0 ? number : code;
            number += codes[slot] == 0 ? 1 : 0;
            code += codes[slot] == 0 ? 0 : codes[slot] + 1;
        }
        numbers = number;
        width = code;
    }
}
