package io.ctcservice.recognition;

import io.ctcservice.core.Counted;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import tools.jackson.databind.json.JsonMapper;

/** The symbols of a network's classes, fitted to their number, and its blank. */
final class NetworkVocabulary {

    /** The symbols: a JSON array in metadata. */
    static final String SETTING = "vocabulary";

    private static final String BLANK = "blank";
    private static final String DELIMITER = "word-delimiter";
    private static final String SPACE = " ";

    private static final String UNLISTED_BLANK =
            "; if the missing one is the blank, expected a line or element \"<blk>\" at its place among the symbols";

    private final NetworkFacts facts;
    private final ListedSymbols listed;
    private List<String> symbols;

    NetworkVocabulary(NetworkFacts facts, ListedSymbols listed) {
        this.facts = facts;
        this.listed = listed;
        this.symbols = listed.symbols();
    }

    /** Returns the setting of a vocabulary that has the characters of a text as symbols. */
    static String ofCharacters(String text) {
        return JsonMapper.shared()
                .writeValueAsString(
                        text.codePoints().mapToObj(Character::toString).toList());
    }

    /** Takes the tokens that were added to the vocabulary, if the network has classes for them: not all have. */
    void takeAdded(IntPredicate hasClasses) {
        if (listed.withAdded().size() > symbols.size()
                && hasClasses.test(listed.withAdded().size())) {
            symbols = listed.withAdded();
            facts.replace(SETTING, Counted.of(symbols.size(), "symbol"), listed.source() + " and " + listed.added());
        }
    }

    /** Returns V as far as it is known: the network may have one more class, a blank that the file does not list. */
    int size() {
        return symbols.size();
    }

    /** Returns whether so many classes may be those of the vocabulary, with or without what the network may have besides. */
    boolean mayBeOf(int classes) {
        return classes == symbols.size()
                || classes == symbols.size() + 1
                || classes == listed.withAdded().size();
    }

    /** Fits the vocabulary to the number of classes of the network. */
    void fit(int classes) throws NetworkFaultException {
        boolean isPaddle =
                symbols.getFirst().equals("<blank>") && symbols.getLast().equals(" ");
        if (classes == symbols.size() + 1 && facts.text(BLANK).orElse("").equals("last")) {
            symbols = new ArrayList<>(symbols);
            symbols.add("<blk>");
            facts.replace(SETTING, Counted.of(symbols.size(), "symbol"), listed.source() + ", and the blank");
        } else if (classes == symbols.size() - 1
                && (isPaddle || symbols.getLast().isEmpty())) {
            symbols = symbols.subList(0, classes); // without a class for the space, or an empty line at the end
            facts.replace(SETTING, Counted.of(symbols.size(), "symbol"), listed.source());
        }
        if (classes != symbols.size()) {
            throw new NetworkFaultException(
                    SETTING,
                    "the network gives " + Counted.of(classes, "class") + ", but there are "
                            + Counted.of(symbols.size(), "symbol") + " (" + listed.source() + ")"
                            + (classes == symbols.size() + 1 && named().isEmpty() ? UNLISTED_BLANK : ""));
        }
    }

    /** Returns the vocabulary. */
    Vocabulary vocabulary() throws NetworkFaultException {
        int blank = blank();
        facts.offer(BLANK, Integer.toString(blank), "its name");
        try {
            return delimited(Vocabulary.of(symbols, blank));
        } catch (CtcInputException bad) {
            throw new NetworkFaultException(
                    bad.field().equals(BLANK) ? BLANK : SETTING, bad.field() + ": " + bad.getMessage());
        }
    }

    /**
     * Returns the vocabulary with a space in place of the symbol that stands for it, where that is not a usual one: whatever
     * groups words then finds it.
     */
    private Vocabulary delimited(Vocabulary vocabulary) throws NetworkFaultException {
        var delimiter = facts.text(DELIMITER);
        if (delimiter.isEmpty() || delimiter.equals(WordGrouping.usualDelimiter(vocabulary))) {
            return vocabulary;
        }
        int index = symbols.indexOf(delimiter.get());
        if (index >= 0 && index != vocabulary.blank() && !symbols.contains(SPACE)) {
            var spaced = new ArrayList<>(symbols);
            spaced.set(index, SPACE);
            return Vocabulary.of(spaced, vocabulary.blank());
        }
        if (facts.isSetting(DELIMITER)) {
            throw facts.wrong(
                    DELIMITER,
                    "a symbol of the vocabulary that is not the blank"
                            + (symbols.contains(SPACE) ? ", and no space in it" : ""));
        }
        return vocabulary; // a file that was written for other tools may say what these do not use
    }

    private int blank() throws NetworkFaultException {
        var given = facts.text(BLANK);
        if (given.isPresent()) {
            if (given.get().equals("last")) {
                facts.replace(BLANK, Integer.toString(symbols.size() - 1), facts.source(BLANK));
                return symbols.size() - 1;
            }
            return facts.integer(BLANK, 0, symbols.size() - 1, 0);
        }
        var named = named();
        if (named.isPresent()) {
            return named.get();
        }
        if (symbols.getFirst().isEmpty()) {
            return 0; // nothing else may be empty
        }
        throw NetworkFacts.missing(
                BLANK,
                "the class index of the blank, from 0 to " + (symbols.size() - 1)
                        + VocabularyFile.likelyBlank(symbols)
                                .map(hint -> "; " + hint)
                                .orElse(""));
    }

    /** Returns the class of the symbol that the family of the network uses as blank. */
    private Optional<Integer> named() {
        return facts.text(NetworkFacts.BLANK_NAME).stream()
                .flatMap(names -> Arrays.stream(names.split(",", -1)))
                .map(symbols::indexOf)
                .filter(index -> index >= 0)
                .findFirst();
    }
}
