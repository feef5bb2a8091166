package io.ctcservice.core.decode.guide;

import io.ctcservice.core.text.WordGrouping;
import java.util.Optional;

/**
 * The sources of scores of a search besides the emissions: language model, hot words and lexicon. Immutable.
 *
 * @param grouping what makes a word
 * @param languageModel scores each word as it ends
 * @param hotwords phrases with a bonus
 * @param lexicon the only words that may be read
 */
public record Guidance(
        WordGrouping grouping,
        Optional<LanguageModelFusion> languageModel,
        Optional<Hotwords> hotwords,
        Optional<Lexicon> lexicon) {}
