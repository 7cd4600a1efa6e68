package io.millrace.features;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/**
 * The words of a text: what stands between signs and blanks, letters and digits of any script, in lower case and in one
 * spelling of accents (NFC), with one blank from word to word.
 */
final class Words {
    private static final char BLANK = ' ';

    private Words() {}

    /** The words as UTF-8; empty where the text has none. */
    static byte[] utf8(String text) {
        String plain = composed(text).toLowerCase(Locale.ROOT);
        StringBuilder words = new StringBuilder(plain.length());
        boolean between = false;
        for (int at = 0; at < plain.length(); ) {
            int c = plain.codePointAt(at);
            at += Character.charCount(c);
            if (!isOfWord(c)) {
                between = true;
                continue;
            }
            if (between && words.length() > 0) {
                words.append(BLANK);
            }
            between = false;
            words.appendCodePoint(c);
        }
        return words.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Where the word that begins at {@code from} ends. */
    static int endOfWord(byte[] words, int from) {
        int end = from;
        while (end < words.length && words[end] != BLANK) {
            end++;
        }
        return end;
    }

    /** Where the character that begins at {@code from} ends; a blank is one as well. */
    static int endOfCharacter(byte[] words, int from) {
        int end = from + 1;
        while (end < words.length && (words[end] & 0xc0) == 0x80) { // the second and further bytes of UTF-8
            end++;
        }
        return end;
    }

    private static String composed(String text) {
        return Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** Marks are part of words: vowels of Hindi and Thai are marks. */
    private static boolean isOfWord(int c) {
        if (Character.isLetterOrDigit(c)) {
            return true;
        }
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }
}
