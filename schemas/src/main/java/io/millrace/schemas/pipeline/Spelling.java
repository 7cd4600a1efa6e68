package io.millrace.schemas.pipeline;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word a mistyped one was most likely meant to be. */
public final class Spelling {
    private static final int LONGEST = 100;

    private Spelling() {}

    /** {@code " (did you mean 'x'?)"}, or nothing where no known word is near. */
    public static String hint(String given, Collection<String> known) {
        return nearest(given, known)
                .map(word -> " (did you mean '" + word + "'?)")
                .orElse("");
    }

    /** The known word with the fewest edits, where at most a third of its letters are wrong; case and hyphens do not count. */
    static Optional<String> nearest(String given, Collection<String> known) {
        if (given.length() > LONGEST) {
            return Optional.empty();
        }
        String plain = plain(given);
        return known.stream()
                .min(Comparator.comparingInt(word -> edits(plain, plain(word))))
                .filter(word -> edits(plain, plain(word)) <= Math.max(1, word.length() / 3));
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /**
     * Insertions, deletions, substitutions and swaps of neighbours between two words: optimal string alignment, after
     * Damerau, "A technique for computer detection and correction of spelling errors", CACM 7(3), 1964.
     */
    static int edits(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, String b, int i, int j) {
        int substituted = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(substituted, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
}
