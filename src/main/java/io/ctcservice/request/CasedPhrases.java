package io.ctcservice.request;

import io.ctcservice.core.decode.guide.Hotword;
import io.ctcservice.core.decode.guide.Hotwords;
import io.ctcservice.core.text.SpellingAdvice;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WhiteSpace;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Phrases in the case of letters, the form of Unicode and with the apostrophe that a vocabulary can spell: clients write names
 * as people do, networks often know one case.
 *
 * @param phrases as the vocabulary spells them, in order; those that it cannot spell as they were given
 * @param unspellable the indices of those that it cannot spell in any way, in order
 */
public record CasedPhrases(List<String> phrases, List<Integer> unspellable) {

    /** Returns phrases as a vocabulary spells them; it spells none that is nothing but delimiters. */
    public static CasedPhrases of(List<String> given, Vocabulary vocabulary, WordGrouping grouping) {
        var phrases = new ArrayList<>(given);
        var never = new ArrayList<Integer>();
        var left = new ArrayList<Integer>();
        for (int i = 0; i < given.size(); i++) {
            String text = WhiteSpace.single(grouping.normalise(given.get(i)));
            (text.isBlank() ? never : left).add(i);
        }
        for (var form : forms()) {
            if (left.isEmpty()) {
                break;
            }
            left.forEach(i -> phrases.set(i, form.apply(given.get(i))));
            var tried = left.stream().map(phrases::get).toList();
            var failed = hotwords(tried, vocabulary, grouping).unspellable().stream()
                    .map(left::get)
                    .toList();
            left.clear();
            left.addAll(failed);
        }
        left.forEach(i -> phrases.set(i, given.get(i)));
        never.addAll(left);
        return new CasedPhrases(List.copyOf(phrases), never.stream().sorted().toList());
    }

    private static List<UnaryOperator<String>> forms() {
        return Stream.concat(Stream.of(UnaryOperator.<String>identity()), SpellingAdvice.OTHER_FORMS.stream())
                .toList();
    }

    /** Returns those that can be spelled as hot words with the default bonus: whole words where the vocabulary parts words. */
    public Hotwords hotwords(Vocabulary vocabulary, WordGrouping grouping) {
        return hotwords(spelled().mapToObj(phrases::get).toList(), vocabulary, grouping);
    }

    /** Returns the indices of the phrases that the vocabulary can spell, in order. */
    public IntStream spelled() {
        var never = Set.copyOf(unspellable);
        return IntStream.range(0, phrases.size()).filter(i -> !never.contains(i));
    }

    private static Hotwords hotwords(List<String> phrases, Vocabulary vocabulary, WordGrouping grouping) {
        boolean partsWords = WordGrouping.usualDelimiter(vocabulary).isPresent();
        return Hotwords.of(
                phrases.stream()
                        .map(phrase -> new Hotword(phrase, Hotword.DEFAULT_BONUS, partsWords))
                        .toList(),
                vocabulary,
                grouping);
    }
}
