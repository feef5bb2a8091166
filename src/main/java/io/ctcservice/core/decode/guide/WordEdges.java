package io.ctcservice.core.decode.guide;

import io.ctcservice.core.text.WordCharacters;

/**
 * Running text with a mark at each place where a word may begin or end: before and after every character that is not
 * {@linkplain WordCharacters part of a word} or is an apostrophe, since names stand before and behind one ({@code anna's},
 * {@code l'hôpital}); one where two such characters meet.
 */
final class WordEdges {

    /** The mark; in no text, since it is no character. */
    static final char EDGE = '\uffff';

    private WordEdges() {}

    /** Returns a text with its marks, except those that its neighbours or the ends of the whole text would make. */
    static String mark(String text) {
        var marked = new StringBuilder(text.length() + 2);
        text.codePoints().forEach(codePoint -> {
            boolean isEdge = !WordCharacters.contains(codePoint) || WordCharacters.isApostrophe(codePoint);
            if (isEdge && (marked.length() == 0 || marked.charAt(marked.length() - 1) != EDGE)) {
                marked.append(EDGE);
            }
            marked.appendCodePoint(codePoint);
            if (isEdge) {
                marked.append(EDGE);
            }
        });
        return marked.toString();
    }

    /**
     * Returns a phrase with its marks.
     *
     * @param wholeWords whether its ends are edges of words
     */
    static String mark(String phrase, boolean wholeWords) {
        String marked = mark(phrase);
        int from = marked.charAt(0) == EDGE ? 1 : 0;
        int to = marked.length() - (marked.charAt(marked.length() - 1) == EDGE ? 1 : 0);
        String inner = marked.substring(from, to);
        return wholeWords ? EDGE + inner + EDGE : inner;
    }
}
