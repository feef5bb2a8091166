package io.ctcservice.core.lm;

/** The signs in texts, as those of punctuation and currencies: what is neither a digit nor part of a letter. */
public final class Signs {

    private Signs() {}

    /** Returns whether a character is a sign. */
    public static boolean isSign(char character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.SURROGATE -> false;
            default -> !Character.isLetterOrDigit(character);
        };
    }

    /** Returns a word without the signs before and behind it; empty if there is nothing else. */
    public static String without(String word) {
        int from = 0;
        int to = word.length();
        while (from < to && isSign(word.charAt(from))) {
            from++;
        }
        while (to > from && isSign(word.charAt(to - 1))) {
            to--;
        }
        return word.substring(from, to);
    }
}
