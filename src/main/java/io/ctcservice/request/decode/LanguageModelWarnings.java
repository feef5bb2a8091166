package io.ctcservice.request.decode;

import io.ctcservice.codec.Warnings;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Labels;
import io.ctcservice.core.Quoted;
import io.ctcservice.core.check.ListedWords;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Warnings about a language model that does not list what is read, or what is to be. */
public final class LanguageModelWarnings {

    private static final String EACH_SYMBOL =
            "; it lists the symbols that were read: with \"wordDelimiter\": \"\" each of them is a word";

    private final Warnings warnings;

    public LanguageModelWarnings(Warnings warnings) {
        this.warnings = warnings;
    }

    /** Warns of hot words that the language model does not list, and so prices as unknown words. */
    public void ofUnlisted(
            List<DecodePlan.Phrase> hotwords, Vocabulary vocabulary, WordGrouping grouping, LanguageModel model) {
        int unlisted = 0;
        for (var hotword : hotwords) {
            var missing = words(hotword.text(), vocabulary, grouping)
                    .map(word -> ListedWords.priced(word, model))
                    .filter(word -> !word.isEmpty() && !model.lists(word))
                    .findFirst();
            if (missing.isPresent() && unlisted++ < DecodeWarnings.MOST_PHRASES) {
                warnings.add(
                        hotword.pointer(),
                        Quoted.of(missing.get()) + " is not listed by the language model"
                                + ListedWords.inOtherCase(missing.get(), model));
            }
        }
        if (unlisted > DecodeWarnings.MOST_PHRASES) {
            DecodeWarnings.addRest(
                    warnings,
                    unlisted - DecodeWarnings.MOST_PHRASES,
                    DecodeWarnings.field(hotwords.getFirst()),
                    "have words that the language model does not list");
        }
    }

    /** Returns the words of a phrase: the symbols that spell it where each is one. */
    private static Stream<String> words(String phrase, Vocabulary vocabulary, WordGrouping grouping) {
        if (grouping.ofRunningText() == grouping) {
            return Stream.of(grouping.normalise(phrase).split(" ", -1));
        }
        try {
            int[] spelled = vocabulary.spell(phrase, WordGrouping.usualDelimiter(vocabulary)).stream()
                    .mapToInt(Vocabulary.Piece::label)
                    .filter(label -> label >= 0)
                    .toArray();
            return words(Labels.of(spelled), grouping).stream();
        } catch (CtcInputException refused) {
            return Stream.empty(); // it has the blank's symbol, and is warned of as one that cannot be spelled
        }
    }

    /** Warns of a language model of /decode that lists few of the decoded words, those of all best hypotheses together. */
    public void ofWords(List<Labels> best, DecodePlan plan) {
        plan.languageModel().ifPresent(model -> {
            var grouping = Objects.requireNonNull(plan.words());
            var vocabulary = Objects.requireNonNull(plan.classes().vocabulary());
            boolean isOfWords = grouping.ofRunningText() == grouping;
            String advice = isOfWords && ListedWords.listsSymbols(best, vocabulary, model) ? EACH_SYMBOL : "";
            ofWords(best, grouping, model, "/languageModel/name", advice);
        });
    }

    /**
     * Warns of a language model that lists few of the decoded words: those of all best hypotheses together.
     *
     * @param best the labels of the best hypothesis of each utterance
     * @param pointer to the name of the model in the request
     */
    public void ofWords(List<Labels> best, WordGrouping grouping, LanguageModel model, String pointer) {
        ofWords(best, grouping, model, pointer, "");
    }

    private void ofWords(List<Labels> best, WordGrouping grouping, LanguageModel model, String pointer, String advice) {
        var words = best.stream()
                .flatMap(labels -> words(labels, grouping).stream())
                .toList();
        ListedWords.warning(words, model, advice)
                .ifPresentOrElse(
                        found -> warnings.add(pointer, found), () -> ofUtterances(best, grouping, model, pointer));
    }

    /** Warns of single utterances of which the language model lists no word. */
    private void ofUtterances(List<Labels> best, WordGrouping grouping, LanguageModel model, String pointer) {
        var foreign = IntStream.range(0, best.size())
                .filter(i -> !priced(best.get(i), grouping, model).isEmpty()
                        && priced(best.get(i), grouping, model).stream().noneMatch(model::lists))
                .boxed()
                .toList();
        if (!foreign.isEmpty()) {
            int first = foreign.getFirst();
            String example = priced(best.get(first), grouping, model).getFirst();
            String others = foreign.size() == 1 ? "" : ", as of " + (foreign.size() - 1) + " more,";
            warnings.add(
                    pointer,
                    "no word that was read of utterance " + first + others
                            + " is listed by the language model, such as " + Quoted.of(example)
                            + ListedWords.inOtherCase(example, model));
        }
    }

    private static List<String> priced(Labels labels, WordGrouping grouping, LanguageModel model) {
        return ListedWords.priced(words(labels, grouping), model);
    }

    private static List<String> words(Labels labels, WordGrouping grouping) {
        return grouping.words(labels).stream().map(WordGrouping.Word::text).toList();
    }
}
