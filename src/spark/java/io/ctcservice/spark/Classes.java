package io.ctcservice.spark;

import io.ctcservice.core.Counted;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.check.ClassCountAdvice;
import io.ctcservice.core.text.SpellingAdvice;
import io.ctcservice.core.text.SymbolChoice;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The classes of the emissions: how many, which is the blank, what they spell. Immutable. */
final class Classes {

    private final Optional<Vocabulary> vocabulary;
    private final Optional<WordGrouping> grouping;
    private final boolean isEnglish;
    private final int blank;
    private final long maxCells;

    Classes(Settings settings) {
        this.vocabulary = settings.vocabulary();
        this.isEnglish = Vocabulary.ofEnglish().symbols().equals(settings.symbols());
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

    /** Returns the symbol of a class, null without vocabulary. */
    @Nullable
    String symbol(int label) {
        return vocabulary.map(known -> known.symbol(label)).orElse(null);
    }

    /** Returns the index of a class, and its symbol if there is a vocabulary. */
    String named(int label) {
        return vocabulary
                .map(known -> label + " ('" + known.symbol(label) + "')")
                .orElse(Integer.toString(label));
    }

    /**
     * Returns the vocabulary in which a text about these emissions is spelled.
     *
     * @param warnings takes the choice for a symbol that stands at several classes
     */
    Vocabulary vocabularyFor(String text, Emissions emissions, RowWarnings warnings) {
        var known = vocabulary.orElseThrow(() ->
                new CtcInputException("target", "a text, but no vocabulary is given", "\"labels\", or a vocabulary"));
        if (known.repeated().isEmpty()) {
            return known;
        }
        var choices = SymbolChoice.of(text, known, emissions);
        choices.forEach(choice -> warnings.add("vocabulary", choice.describe()));
        return known.choosing(choices);
    }

    /**
     * Returns the labels of a target.
     *
     * @throws CtcInputException naming what cannot be spelled
     */
    Labels labels(Target target, Emissions emissions, RowWarnings warnings) {
        target.requireOne();
        if (target.text().isEmpty()) {
            return target.labels().orElseThrow();
        }
        String text = target.text().orElseThrow();
        var known = vocabularyFor(text, emissions, warnings);
        Labels labels = known.labels(text, delimiter());
        warnOfWordParts(labels, known, warnings);
        return labels;
    }

    /** Returns advice on a text that cannot be spelled, to add to its refusal; empty if there is none. */
    String advice(String text) {
        return vocabulary
                .map(known -> SpellingAdvice.of(text, known, delimiter()))
                .orElse("");
    }

    /** Warns of the labels of a text that begin or end within a word. */
    void warnOfWordParts(Labels labels, Vocabulary known, RowWarnings warnings) {
        SpellingAdvice.withinAWord(known.text(labels), known, delimiter())
                .ifPresent(found -> warnings.add("target", found));
    }

    /** Returns what parts words in texts; empty if nothing does. */
    Optional<String> delimiter() {
        return grouping.flatMap(WordGrouping::delimiter).or(() -> vocabulary.flatMap(WordGrouping::usualDelimiter));
    }

    /** @throws CtcInputException if the emissions have other classes */
    void require(Emissions emissions) {
        vocabulary.ifPresent(known -> requireSize(emissions, known.size()));
        if (blank >= emissions.vocabSize()) {
            throw new CtcInputException("blank", blank, "a class index in [0, " + emissions.vocabSize() + ")");
        }
    }

    private void requireSize(Emissions emissions, int symbols) {
        int classes = emissions.vocabSize();
        if (classes != symbols) {
            String advice = isEnglish
                    ? " \"english\"; another is named by \"vocabulary\" and \"blank\", or by \"blank\" alone for labels without text"
                    : ClassCountAdvice.onBlank(classes, symbols);
            throw new CtcInputException(
                    "emissions",
                    "rows of " + Counted.of(classes, "score"),
                    symbols + ", the size of the vocabulary" + advice
                            + ClassCountAdvice.onAxes(emissions.frames(), symbols));
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
