package io.ctcservice.wire.batch;

import io.ctcservice.core.Labels;
import io.ctcservice.core.Vocabulary;
import io.ctcservice.core.WordGrouping;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the classes of a request mean: always the blank, and their symbols where there is a vocabulary.
 *
 * @param vocabulary null where a request gave only its blank: then there are labels but no text
 * @param blank class index of the blank
 */
public record Alphabet(@Nullable Vocabulary vocabulary, int blank) {

    static Alphabet of(Vocabulary vocabulary) {
        return new Alphabet(vocabulary, vocabulary.blank());
    }

    /** Returns the symbol of a class, null where there is no vocabulary. */
    public @Nullable String symbol(int label) {
        return vocabulary == null ? null : vocabulary.symbol(label);
    }

    /**
     * Returns how labels fall into words; empty where there is no vocabulary.
     *
     * @param wordDelimiter null for the usual one
     * @throws io.ctcservice.core.CtcInputException naming {@code wordDelimiter} if the vocabulary lacks it
     */
    public Optional<WordGrouping> grouping(@Nullable String wordDelimiter) {
        if (vocabulary == null) {
            return Optional.empty();
        }
        return Optional.of(
                wordDelimiter == null ? WordGrouping.of(vocabulary) : WordGrouping.of(vocabulary, wordDelimiter));
    }

    /** Returns the symbols of labels one after the other, null where there is no vocabulary. */
    public @Nullable String symbols(Labels labels) {
        return vocabulary == null ? null : vocabulary.text(labels);
    }

    /** Returns what to call a class: its symbol, or its index where there is no vocabulary. */
    public String name(int label) {
        return vocabulary == null ? Integer.toString(label) : vocabulary.symbol(label);
    }
}
