package io.ctcservice.api.transcriptions;

import io.ctcservice.core.decode.guide.Hotword;
import io.ctcservice.core.decode.guide.Hotwords;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.request.SpellingAdvice;
import java.util.ArrayList;
import java.util.List;

/**
 * Phrases in the case of letters, the form of Unicode and with the apostrophe that a vocabulary can spell: clients write names
 * as people do, networks often know one case.
 *
 * @param hotwords the phrases
 * @param unspellable those that the vocabulary cannot spell in any way, as they were given
 */
record CasedHotwords(Hotwords hotwords, List<String> unspellable) {

    static CasedHotwords of(List<String> phrases, Vocabulary vocabulary, WordGrouping grouping) {
        var tried = new ArrayList<>(phrases);
        var hotwords = hotwords(tried, vocabulary, grouping);
        for (var other : SpellingAdvice.OTHER_FORMS) {
            if (hotwords.unspellable().isEmpty()) {
                break;
            }
            hotwords.unspellable().forEach(i -> tried.set(i, other.apply(phrases.get(i))));
            hotwords = hotwords(tried, vocabulary, grouping);
        }
        return new CasedHotwords(
                hotwords, hotwords.unspellable().stream().map(phrases::get).toList());
    }

    private static Hotwords hotwords(List<String> phrases, Vocabulary vocabulary, WordGrouping grouping) {
        return Hotwords.of(
                phrases.stream()
                        .map(phrase -> new Hotword(phrase, Hotword.DEFAULT_BONUS))
                        .toList(),
                vocabulary,
                grouping);
    }
}
