package io.ctcservice.codec.subtitle;

import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * The width of text on a screen, in columns: one for a letter, two for a full-width character, none for a combining
 * mark.
 */
final class Columns {

    private static final Set<UnicodeScript> WIDE = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.HANGUL,
            UnicodeScript.YI);

    private static final int FIRST_HALF_WIDTH = 0xFF61;
    private static final int LAST_HALF_WIDTH = 0xFFDC;

    private Columns() {}

    /** Returns the width of a text in columns. */
    static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    private static int of(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean half = FIRST_HALF_WIDTH <= character && character <= LAST_HALF_WIDTH;
        return !half && isWide(character) ? 2 : 1;
    }

    private static boolean isWide(int character) {
        return WIDE.contains(UnicodeScript.of(character))
                || Character.isEmojiPresentation(character)
                || UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION.equals(UnicodeBlock.of(character))
                || UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS.equals(UnicodeBlock.of(character));
    }
}
