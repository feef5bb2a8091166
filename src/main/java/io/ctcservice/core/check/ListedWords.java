package io.ctcservice.core.check;

import io.ctcservice.core.Labels;
import io.ctcservice.core.Quoted;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.Signs;
import io.ctcservice.core.text.Vocabulary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A check whether a language model lists the words that were read: one of another case or language lists none of them. */
public final class ListedWords {

    /** The least percentage of the words that a fitting language model lists. */
    private static final int FEW = 25;

    private static final char LAST_LATIN = '\u024f';

    private ListedWords() {}

    /**
     * Returns a warning of words of which the model lists at most a quarter; empty for others, and where there are none.
     *
     * @param read the words as they were read; one that stands twice counts twice
     * @param advice what to add where no other case of the letters would help; may be empty
     */
    public static Optional<String> warning(List<String> read, LanguageModel model, String advice) {
        var words = priced(read, model);
        var unlisted = words.stream().filter(word -> !model.lists(word)).toList();
        if (unlisted.isEmpty() || 100 * (words.size() - unlisted.size()) > FEW * words.size()) {
            return Optional.empty();
        }
        String example = unlisted.stream()
                .filter(word -> !inOtherCase(word, model).isEmpty())
                .findFirst()
                .orElse(unlisted.get(0));
        String what = words.size() == 1
                ? "the one word that was read is not listed by the language model, "
                : unlisted.size() + " of the " + words.size() + " words that were read are not listed by the language"
                        + " model, such as ";
        String otherCase = inOtherCase(example, model);
        return Optional.of(what + Quoted.of(example) + (otherCase.isEmpty() ? advice : otherCase));
    }

    /** Returns words as a language model prices them; signs that stand alone are left out: they say nothing of what it lists. */
    public static List<String> priced(List<String> words, LanguageModel model) {
        return words.stream()
                .map(word -> priced(word, model))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Returns a word as a language model prices it: without the signs around it where it does not list it with them. */
    public static String priced(String word, LanguageModel model) {
        return model.lists(word) ? word : Signs.without(word);
    }

    /** Returns advice where the model lists a word in another case of its letters; else an empty text. */
    public static String inOtherCase(String word, LanguageModel model) {
        return Stream.of(word.toLowerCase(Locale.ROOT), word.toUpperCase(Locale.ROOT))
                .filter(other -> !other.equals(word) && model.lists(other))
                .findFirst()
                .map(other -> "; it lists " + Quoted.of(other) + ": upper and lower case count")
                .orElse("");
    }

    /**
     * Returns whether a language model lists all symbols that were read, as one over characters or word pieces does. Latin
     * letters and signs count for nothing: models over words list them, too.
     *
     * @param read the labels of the utterances
     */
    public static boolean listsSymbols(List<Labels> read, Vocabulary vocabulary, LanguageModel model) {
        var symbols = read.stream()
                .flatMapToInt(labels -> IntStream.of(labels.toArray()))
                .distinct()
                .mapToObj(vocabulary::symbol)
                .filter(symbol -> symbol.length() > 1 || symbol.charAt(0) > LAST_LATIN)
                .toList();
        return !symbols.isEmpty() && symbols.stream().allMatch(model::lists);
    }
}
