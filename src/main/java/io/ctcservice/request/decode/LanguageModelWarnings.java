package io.ctcservice.request.decode;

import io.ctcservice.codec.Warnings;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Labels;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Warnings about a language model that does not list what is read, or what is to be. */
public final class LanguageModelWarnings {

    /** The least percentage of the words that a fitting language model lists. */
    private static final int FEW = 25;

    private static final char LAST_LATIN = '\u024f';

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
                    .filter(word -> !word.isEmpty() && !model.lists(word))
                    .findFirst();
            if (missing.isPresent() && unlisted++ < DecodeWarnings.MOST_PHRASES) {
                warnings.add(
                        hotword.pointer(),
                        DecodeWarnings.quoted(missing.get()) + " is not listed by the language model"
                                + listed(missing.get(), model));
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
            String advice = isOfWords && listsSymbols(best, vocabulary, model) ? EACH_SYMBOL : "";
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
        var unlisted = words.stream().filter(word -> !model.lists(word)).toList();
        if (unlisted.isEmpty()) {
            return;
        }
        if (100 * (words.size() - unlisted.size()) > FEW * words.size()) {
            ofUtterances(best, grouping, model, pointer);
            return;
        }
        String example = unlisted.stream()
                .filter(word -> !listed(word, model).isEmpty())
                .findFirst()
                .orElse(unlisted.getFirst());
        String what = words.size() == 1
                ? "the one word that was read is not listed by the language model, "
                : unlisted.size() + " of the " + words.size() + " words that were read are not listed by the language"
                        + " model, such as ";
        String inOtherCase = listed(example, model);
        warnings.add(pointer, what + DecodeWarnings.quoted(example) + (inOtherCase.isEmpty() ? advice : inOtherCase));
    }

    /** Warns of single utterances of which the language model lists no word. */
    private void ofUtterances(List<Labels> best, WordGrouping grouping, LanguageModel model, String pointer) {
        var foreign = IntStream.range(0, best.size())
                .filter(i -> !words(best.get(i), grouping).isEmpty()
                        && words(best.get(i), grouping).stream().noneMatch(model::lists))
                .boxed()
                .toList();
        if (!foreign.isEmpty()) {
            int first = foreign.getFirst();
            String example = words(best.get(first), grouping).getFirst();
            String others = foreign.size() == 1 ? "" : ", as of " + (foreign.size() - 1) + " more,";
            warnings.add(
                    pointer,
                    "no word that was read of utterance " + first + others
                            + " is listed by the language model, such as " + DecodeWarnings.quoted(example)
                            + listed(example, model));
        }
    }

    /**
     * Returns whether a language model lists all symbols that were read, as one over characters or word pieces does. Latin
     * letters and signs count for nothing: models over words list them, too.
     */
    private static boolean listsSymbols(List<Labels> best, Vocabulary vocabulary, LanguageModel model) {
        var symbols = best.stream()
                .flatMapToInt(labels -> IntStream.of(labels.toArray()))
                .distinct()
                .mapToObj(vocabulary::symbol)
                .filter(symbol -> symbol.length() > 1 || symbol.charAt(0) > LAST_LATIN)
                .toList();
        return !symbols.isEmpty() && symbols.stream().allMatch(model::lists);
    }

    private static List<String> words(Labels labels, WordGrouping grouping) {
        return grouping.words(labels).stream().map(WordGrouping.Word::text).toList();
    }

    /** Returns advice where the model lists a word in another case of its letters. */
    private static String listed(String word, LanguageModel model) {
        return Stream.of(word.toLowerCase(Locale.ROOT), word.toUpperCase(Locale.ROOT))
                .filter(other -> !other.equals(word) && model.lists(other))
                .findFirst()
                .map(other -> "; it lists " + DecodeWarnings.quoted(other) + ": upper and lower case count")
                .orElse("");
    }
}
