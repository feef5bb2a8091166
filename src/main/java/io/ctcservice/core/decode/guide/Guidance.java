package io.ctcservice.core.decode.guide;

import io.ctcservice.core.Counted;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.text.WordGrouping;
import java.util.Optional;

/**
 * The sources of scores of a search besides the emissions: language model, hot words and lexicon. Immutable.
 *
 * @param grouping what makes a word
 * @param languageModel scores each word as it ends
 * @param hotwords phrases with a bonus, of the same vocabulary
 * @param lexicon the only words that may be read, of the same vocabulary
 */
public record Guidance(
        WordGrouping grouping,
        Optional<LanguageModelFusion> languageModel,
        Optional<Hotwords> hotwords,
        Optional<Lexicon> lexicon) {

    /** @throws CtcInputException naming {@code hotwords} or {@code lexicon} if they are of another number of classes */
    public Guidance {
        hotwords.ifPresent(of -> requireSize("hotwords", of.vocabSize(), grouping));
        lexicon.ifPresent(of -> requireSize("lexicon", of.vocabSize(), grouping));
    }

    private static void requireSize(String field, int vocabSize, WordGrouping grouping) {
        if (vocabSize != grouping.size()) {
            throw new CtcInputException(
                    field,
                    "of a vocabulary of " + Counted.of(vocabSize, "symbol"),
                    "one of " + grouping.size() + ", as the grouping");
        }
    }
}
