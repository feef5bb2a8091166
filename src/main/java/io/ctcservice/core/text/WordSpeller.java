package io.ctcservice.core.text;

import io.ctcservice.core.text.Speller.Cut;
import io.ctcservice.core.text.Speller.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A tokenizer that splits plain text into word pieces with their marks. Of all ways to cut a word it takes that which
 * leaves the fewest characters over, of these one that is read as one word where there is any, of these the one whose
 * first piece is the longest, then the second, and so on. What is left over at the ends of a word has no influence on
 * its marks. A mark that is in the text counts as it is: it parts words, or joins them. Time is linear in the length of the text. For one vocabulary
 * and mark, immutable.
 */
final class WordSpeller {

    private final MarkedSymbols symbols;

    /**
     * @param symbols that spell
     * @param mark {@code ##}, {@code @@}, {@code </w>}, or what symbols that begin words begin with
     */
    WordSpeller(List<String> symbols, String mark) {
        this.symbols = new MarkedSymbols(symbols, mark);
    }

    /** Returns the pieces of a text in order, with a break between words; {@code spaces} are what parts these. */
    List<Cut> cut(String text, List<Cut> spaces) {
        var cuts = new ArrayList<Cut>();
        int at = 0;
        for (int i = 0; i <= spaces.size(); i++) {
            int end = i < spaces.size() ? spaces.get(i).at() : text.length();
            if (end > at) {
                boolean isFirst = cuts.isEmpty();
                if (!isFirst) {
                    cuts.add(new Cut("", at, Kind.BREAK));
                }
                new WordCut(symbols, text.substring(at, end), at)
                        .addTo(cuts, isFirst && WordMarks.isSpace(symbols.mark()) ? 1 : 0);
            }
            at = i < spaces.size() ? end + spaces.get(i).text().length() : end;
        }
        return cuts;
    }
}
