package io.ctcservice.core.text;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The class chosen for a symbol that stands at several classes.
 *
 * @param symbol what stands there
 * @param classes where it stands, in order; at least two, none of them the blank
 * @param chosen the one of them that a network uses
 */
public record SymbolChoice(String symbol, List<Integer> classes, int chosen) {

    private static final int SHOWN = 5;

    public SymbolChoice {
        classes = List.copyOf(classes);
    }

    /**
     * Returns the choice for each symbol of a text that stands at several classes: of these the one with the largest sum
     * of probability over the utterance, the first of equals. O(T) for each such class.
     */
    public static List<SymbolChoice> of(String text, Vocabulary vocabulary, Emissions emissions) {
        var choices = new ArrayList<SymbolChoice>();
        Optional<String> space =
                WhiteSpace.words(text).length > 1 ? WordGrouping.usualDelimiter(vocabulary) : Optional.empty();
        vocabulary.repeated().forEach((symbol, classes) -> {
            if (text.contains(symbol)
                    || space.equals(Optional.of(symbol))) { // white space of any kind is spelled by it
                choices.add(new SymbolChoice(symbol, classes, mostUsed(classes, emissions)));
            }
        });
        return choices;
    }

    /** Returns a warning that tells the choice. */
    public String describe() {
        String some = classes.stream()
                .limit(SHOWN)
                .map(String::valueOf)
                .collect(Collectors.joining(", ", "", classes.size() > SHOWN ? ", …" : ""));
        return "the symbol '" + symbol + "' stands at " + some + "; a text takes " + chosen
                + ", the one that the network uses most; \"labels\" can name another";
    }

    private static int mostUsed(List<Integer> classes, Emissions emissions) {
        int mostUsed = classes.get(0);
        double most = -1;
        for (int v : classes) {
            double sum = 0;
            for (int t = 0; t < emissions.frames(); t++) {
                Cancellation.checkAt(t);
                sum += emissions.softmax(t, v);
            }
            if (sum > most) {
                mostUsed = v;
                most = sum;
            }
        }
        return mostUsed;
    }
}
