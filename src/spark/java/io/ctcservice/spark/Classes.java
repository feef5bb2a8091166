package io.ctcservice.spark;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.text.SymbolChoice;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.util.Optional;

/** The classes of the emissions: how many, which is the blank, what they spell. Immutable. */
final class Classes {

    private final Optional<Vocabulary> vocabulary;
    private final Optional<WordGrouping> grouping;
    private final int blank;
    private final long maxCells;

    Classes(Settings settings) {
        this.vocabulary = settings.vocabulary();
        this.grouping = settings.grouping();
        this.blank = settings.blank();
        this.maxCells = settings.maxCells();
    }

    int blank() {
        return blank;
    }

    Optional<Vocabulary> vocabulary() {
        return vocabulary;
    }

    Optional<WordGrouping> grouping() {
        return grouping;
    }

    /** Returns the vocabulary in which a text about these emissions is spelled. */
    Vocabulary vocabularyFor(String text, Emissions emissions) {
        var known = vocabulary.orElseThrow(() ->
                new CtcInputException("target", "a text, but no vocabulary is given", "\"labels\", or a vocabulary"));
        return known.repeated().isEmpty() ? known : known.choosing(SymbolChoice.of(text, known, emissions));
    }

    /**
     * Returns the labels of a target.
     *
     * @throws CtcInputException naming what cannot be spelled
     */
    Labels labels(Target target, Emissions emissions) {
        target.requireOne();
        return target.labels()
                .orElseGet(() -> vocabularyFor(target.text().orElseThrow(), emissions)
                        .labels(target.text().orElseThrow(), delimiter()));
    }

    /** Returns what parts words in texts; empty if nothing does. */
    Optional<String> delimiter() {
        return grouping.flatMap(WordGrouping::delimiter).or(() -> vocabulary.flatMap(WordGrouping::usualDelimiter));
    }

    /** @throws CtcInputException if the emissions have other classes */
    void require(Emissions emissions) {
        vocabulary.ifPresent(known -> emissions.requireVocabSize(known.size()));
        if (blank >= emissions.vocabSize()) {
            throw new CtcInputException("blank", blank, "a class index in [0, " + emissions.vocabSize() + ")");
        }
    }

    /**
     * Refuses a lattice that is larger than a row may have.
     *
     * @param field what it is made of
     * @throws CtcInputException if it is
     */
    void requireCells(String field, Emissions emissions, long states) {
        if (emissions.frames() * states > maxCells) {
            throw new CtcInputException(
                    field,
                    emissions.frames() + " frames times " + states + " states",
                    "at most " + maxCells + " cells, or a larger max-cells");
        }
    }
}
