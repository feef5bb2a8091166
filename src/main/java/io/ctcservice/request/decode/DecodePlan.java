package io.ctcservice.request.decode;

import io.ctcservice.core.Labels;
import io.ctcservice.core.decode.Decoder;
import io.ctcservice.core.decode.SpanFinder;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.request.OutputClasses;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The decoder of a request and its settings.
 *
 * @param decoder of the hypotheses
 * @param spans the finder of their spans; null if they are not asked for
 * @param classes the classes of the labels
 * @param words the grouping of labels into words, for the text; null where there is no vocabulary
 * @param unspellable phrases and words that the vocabulary cannot spell
 * @param languageModel of the search; empty without one
 */
public record DecodePlan(
        Decoder decoder,
        @Nullable SpanFinder spans,
        OutputClasses classes,
        @Nullable WordGrouping words,
        List<Phrase> unspellable,
        Optional<LanguageModel> languageModel) {

    /**
     * A phrase or word that is to guide the search.
     *
     * @param pointer JSON pointer into the request
     * @param text the phrase or word
     */
    public record Phrase(String pointer, String text) {}

    /** Returns the text of labels, null if there is no vocabulary. */
    public @Nullable String text(Labels labels) {
        return words == null ? null : words.text(labels);
    }
}
