package io.ctcservice.core.check;

import io.ctcservice.core.Emissions;
import java.util.List;
import java.util.Optional;

/** A check whether a network reads a script that is written from right to left, which it can only read as the picture has it, from left to right. */
public final class ReversedScript {

    private ReversedScript() {}

    /**
     * Returns a warning of emissions of a picture whose best path has letters of such a script, two at least; empty for others.
     *
     * @param symbols by class index
     * @param blank class index of the blank
     */
    public static Optional<String> of(Emissions emissions, List<String> symbols, int blank) {
        int letters = 0;
        int before = blank;
        for (int t = 0; t < emissions.frames(); t++) {
            int best = emissions.bestClass(t);
            if (best != before && best != blank && isFromTheRight(symbols.get(best))) {
                letters++;
            }
            before = best;
        }
        return letters < 2
                ? Optional.empty()
                : Optional.of(
                        "letters of a script that is written from right to left are read as they stand in the picture, from left"
                                + " to right: expected a client that reverses the text, but not numbers and Latin words in it, and"
                                + " gives targets, hot words and language models reversed");
    }

    private static boolean isFromTheRight(String symbol) {
        return symbol.codePoints().anyMatch(character -> {
            byte direction = Character.getDirectionality(character);
            return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                    || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
        });
    }
}
