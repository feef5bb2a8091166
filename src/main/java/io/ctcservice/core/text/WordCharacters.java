package io.ctcservice.core.text;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * The characters that words are made of: letters, marks and digits of scripts with spaces, the apostrophe, which stands
 * inside words, and bytes of such letters. Between any others, such as punctuation or Chinese characters, a word may begin
 * and end.
 */
public final class WordCharacters {

    private static final Set<UnicodeScript> UNSPACED = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN);

    /** The code point of byte 0 where symbols stand for bytes. */
    private static final int FIRST_BYTE = 0xDC00;

    private WordCharacters() {}

    /** Returns whether a character, or a symbol's byte ({@link WordGrouping#piece}), is part of a word. */
    public static boolean contains(int codePoint) {
        return isApostrophe(codePoint)
                || isByteOfLetter(codePoint)
                || ((Character.isLetterOrDigit(codePoint) || isMark(codePoint))
                        && !UNSPACED.contains(UnicodeScript.of(codePoint)));
    }

    /** Returns whether a character is an apostrophe, as within {@code don't} and between the two words of {@code l'art}. */
    public static boolean isApostrophe(int codePoint) {
        return codePoint == '\'' || codePoint == '’';
    }

    /**
     * Returns whether a symbol's byte is part of a letter of a script with spaces. The first byte of a character tells,
     * roughly: C2 and E2 begin signs and punctuation, E3 to E9 Chinese and Japanese, EE and up full-width punctuation and
     * emoji.
     */
    private static boolean isByteOfLetter(int codePoint) {
        int value = codePoint - FIRST_BYTE;
        boolean isByte = value >= 0x80 && value <= 0xFF;
        return isByte && (value < 0xC2 || (value > 0xC2 && value < 0xE2) || (value > 0xE9 && value < 0xEE));
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }
}
