package io.ctcservice.core.align;

import io.ctcservice.core.text.ByteSymbols;
import io.ctcservice.core.text.WhiteSpace;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;

/** The lines of a text, found in its tokens by the bytes that both have, white space left out. */
final class TextLines {

    private static final Pattern BREAK = Pattern.compile("\\R");

    private TextLines() {}

    /**
     * Returns the tokens that begin the lines of a text, none if it has one line. A line that begins within a token begins
     * with the next one. O(length of the text) time.
     *
     * @param text with a space for each delimiter, as the running text of the tokens has it
     * @param tokens those of the whole text
     */
    static BitSet begins(String text, List<Transcript.Token> tokens) {
        var starts = new ArrayDeque<Integer>();
        int length = 0;
        for (String line : BREAK.split(text, 0)) {
            int more = length(line);
            if (more > 0) {
                starts.add(length);
            }
            length += more;
        }
        return starts.size() < 2 ? new BitSet() : begins(starts, length, tokens);
    }

    private static BitSet begins(ArrayDeque<Integer> starts, int length, List<Transcript.Token> tokens) {
        var begins = new BitSet();
        int at = 0;
        for (int u = 0; u < tokens.size(); u++) {
            int more = length(tokens.get(u).running());
            while (more > 0 && !starts.isEmpty() && starts.element() <= at) {
                begins.set(u);
                starts.remove();
            }
            at += more;
        }
        return at == length ? begins : new BitSet(); // some of the text is in no token
    }

    private static int length(String text) {
        return ByteSymbols.bytes(WhiteSpace.RUN.matcher(text).replaceAll("")).remaining();
    }
}
