package io.ctcservice.request;

import io.ctcservice.codec.Warnings;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.decode.guide.FusionWeights;
import io.ctcservice.core.text.SymbolChoice;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.recognition.NetworkDescription;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The classes of the emissions of a request: which one is the blank, and their symbols if there is a vocabulary.
 *
 * @param vocabulary null where a request gave only its blank: then there are labels but no text
 * @param blank class index of the blank
 * @param secondsPerFrame duration of a frame of the network that the request names; null where that is not known
 * @param weights those of a language model where the request gives none
 */
public record OutputClasses(
        @Nullable Vocabulary vocabulary,
        int blank,
        @Nullable Double secondsPerFrame,
        FusionWeights weights) {

    /** Returns the classes of a vocabulary. */
    static OutputClasses of(Vocabulary vocabulary) {
        return new OutputClasses(vocabulary, vocabulary.blank(), null, FusionWeights.DEFAULT);
    }

    /** Returns the classes of a network. */
    static OutputClasses of(NetworkDescription network) {
        return new OutputClasses(
                network.vocabulary(), network.vocabulary().blank(), network.secondsPerFrame(), network.weights());
    }

    /** Returns classes without symbols. */
    static OutputClasses ofBlank(int blank) {
        return new OutputClasses(null, blank, null, FusionWeights.DEFAULT);
    }

    /**
     * Returns the duration of a frame, null if it is not known.
     *
     * @param given the one in the request; null if there is none
     */
    public @Nullable Double secondsPerFrame(@Nullable Double given) {
        return given == null ? secondsPerFrame : given;
    }

    /**
     * Returns these classes with choices for a text about these emissions: for a symbol that stands at several classes,
     * the class that the network uses most. The choice is reported as a warning.
     *
     * @param pointer to the field with the symbols
     */
    public OutputClasses forText(String text, Emissions emissions, String pointer, Warnings warnings) {
        if (vocabulary == null || vocabulary.repeated().isEmpty()) {
            return this;
        }
        var choices = SymbolChoice.of(text, vocabulary, emissions);
        choices.forEach(choice -> warnings.add(pointer, choice.describe()));
        return new OutputClasses(vocabulary.choosing(choices), blank, secondsPerFrame, weights);
    }

    /** Returns the symbol of a class, null if there is no vocabulary. */
    public @Nullable String symbol(int label) {
        return vocabulary == null ? null : vocabulary.symbol(label);
    }

    /**
     * Returns the grouping of labels into words; empty if there is no vocabulary.
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

    /**
     * Returns what parts words in a text to spell; empty if there is nothing or no vocabulary.
     *
     * @param wordDelimiter null for the usual one, which is also that of texts whose symbols are words
     */
    public Optional<String> delimiter(@Nullable String wordDelimiter) {
        return Optional.ofNullable(wordDelimiter)
                .filter(given -> !given.isEmpty())
                .map(given -> vocabulary == null ? given : vocabulary.spaced(given))
                .or(() -> Optional.ofNullable(vocabulary).flatMap(WordGrouping::usualDelimiter));
    }

    /** Returns the symbols of labels one after the other, null if there is no vocabulary. */
    public @Nullable String symbols(Labels labels) {
        return vocabulary == null ? null : vocabulary.text(labels);
    }

    /** Warns of a delimiter that has no effect, since there are no symbols. */
    public void warnOfIdleDelimiter(@Nullable String wordDelimiter, Warnings warnings) {
        if (vocabulary == null && wordDelimiter != null) {
            warnings.add("/wordDelimiter", "of no effect without a vocabulary");
        }
    }

    /** Returns the name of a class for messages: its symbol, or its index if there is no vocabulary. */
    public String name(int label) {
        return vocabulary == null ? Integer.toString(label) : vocabulary.symbol(label);
    }

    /** Returns the index of a class, and its symbol if there is a vocabulary. */
    String named(int label) {
        return vocabulary == null ? Integer.toString(label) : label + " ('" + vocabulary.symbol(label) + "')";
    }
}
