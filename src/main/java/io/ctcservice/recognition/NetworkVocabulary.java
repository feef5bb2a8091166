package io.ctcservice.recognition;

import io.ctcservice.core.Counted;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** A search for the symbols of a network's classes, and for its blank. */
final class NetworkVocabulary {

    /** The symbols: a JSON array in metadata. */
    static final String SETTING = "vocabulary";
    private static final String FORMAT = "vocabulary-format";
    private static final String BLANK = "blank";
    private static final String LANGUAGE = "vocabulary-language";
    private static final String DELIMITER = "word-delimiter";
    private static final String SPACE = " ";

    private static final String UNLISTED_BLANK =
            "; if the missing one is the blank, expected a line or element \"<blk>\" at its place among the symbols";

    /** The metadata key of the symbols in conversions of PaddleOCR's models. */
    private static final String CHARACTER = "character";

    /** Hugging Face's file of a whole tokenizer. */
    private static final String TOKENIZER = "tokenizer.json";

    /** Files beside a model that hold symbols, the likelier ones first. */
    private static final List<String> USUAL_NAMES = List.of(
            "tokens.txt",
            "units.txt",
            "tokens.json",
            "vocab.json",
            "vocabulary.json",
            "alphabet.json",
            "vocab.txt",
            "labels.txt",
            TOKENIZER,
            "tokenizer.model",
            "bpe.model");

    private static final List<String> ENDS_OF_DICTIONARIES =
            List.of("dict.txt", "keys_v1.txt", "keys.txt", "_vocab.txt", "lang_char.txt");

    private static final String BYTE_BPE_MODEL = "bbpe.model";

    /** Symbols beyond those of {@code vocab.json}, for which a network may have classes. */
    private static final String ADDED = "added_tokens.json";

    private final NetworkFacts facts;
    private final String source;
    private List<String> symbols;
    private List<String> withAdded;
    private String added = "its added_tokens";

    private NetworkVocabulary(NetworkFacts facts, List<String> symbols, List<String> withAdded, String source) {
        this.facts = facts;
        this.symbols = symbols;
        this.withAdded = withAdded;
        this.source = source;
    }

    /** Returns the symbols from the first place that has them. */
    static NetworkVocabulary find(
            NetworkFacts facts, NetworkSettings settings, Map<String, String> metadata, NetworkFiles files)
            throws NetworkFaultException {
        if (files.beside(BYTE_BPE_MODEL).isPresent()) {
            facts.offer(FORMAT, NetworkFacts.nameOf(VocabularyFormat.BYTE_BPE), BYTE_BPE_MODEL);
        }
        var format = facts.constant(FORMAT, VocabularyFormat.class).orElse(VocabularyFormat.AUTO);
        if (settings.vocabulary().isPresent()) {
            return of(facts, settings.vocabulary().get(), format, "the setting");
        }
        var inMetadata = facts.text(SETTING);
        if (inMetadata.isPresent()) {
            return of(
                    facts,
                    file(inMetadata.get().getBytes(StandardCharsets.UTF_8)),
                    VocabularyFormat.AUTO,
                    facts.source(SETTING));
        }
        String character = metadata.get(CHARACTER);
        if (character != null && !character.isBlank()) {
            return of(
                    facts,
                    file(character.getBytes(StandardCharsets.UTF_8)),
                    VocabularyFormat.PADDLEOCR,
                    "the metadata " + CHARACTER);
        }
        return beside(facts, files, format);
    }

    private static NetworkVocabulary beside(NetworkFacts facts, NetworkFiles files, VocabularyFormat format)
            throws NetworkFaultException {
        var names = new ArrayList<>(USUAL_NAMES);
        var dictionaries = files.beside().stream()
                .filter(name -> ENDS_OF_DICTIONARIES.stream().anyMatch(name::endsWith))
                .toList();
        names.addAll(dictionaries);
        for (String name : names) {
            var content = files.beside(name);
            if (content.isPresent()) {
                var found = of(facts, file(content.get()), format, name);
                if (!name.equals(TOKENIZER)) {
                    found.readAdded(files);
                }
                return found;
            }
        }
        var listed = PaddleInference.characters(files);
        if (listed.isPresent()) {
            return of(
                    facts,
                    file(String.join("\n", listed.get()).getBytes(StandardCharsets.UTF_8)),
                    VocabularyFormat.PADDLEOCR,
                    PaddleInference.FILE);
        }
        throw NetworkFacts.missing(
                SETTING, "the file of its symbols, or one beside it named " + String.join(", ", USUAL_NAMES));
    }

    private static VocabularyFile file(byte[] content) throws NetworkFaultException {
        try {
            return new VocabularyFile(content);
        } catch (IOException bad) {
            throw new NetworkFaultException(SETTING, String.valueOf(bad.getMessage()));
        }
    }

    private static NetworkVocabulary of(NetworkFacts facts, VocabularyFile file, VocabularyFormat format, String source)
            throws NetworkFaultException {
        try {
            boolean isPaddle = format == VocabularyFormat.PADDLEOCR;
            var ofLanguage = isPaddle ? file : ofOneLanguage(facts, file);
            var all = format.symbols(ofLanguage);
            var symbols = isPaddle ? all : format.decoded(ofLanguage.symbolsBeforeAdded());
            facts.offer(SETTING, Counted.of(symbols.size(), "symbol"), source);
            return new NetworkVocabulary(facts, symbols, all, source);
        } catch (IOException bad) {
            throw new NetworkFaultException(SETTING, source + ": " + bad.getMessage());
        }
    }

    private static VocabularyFile ofOneLanguage(NetworkFacts facts, VocabularyFile file)
            throws IOException, NetworkFaultException {
        var languages = file.languages();
        if (languages.size() < 2) {
            return file;
        }
        String expected = "one of the languages of the vocabulary, " + VocabularyFile.someOf(languages);
        String language = facts.required(LANGUAGE, expected);
        if (!languages.contains(language)) {
            throw facts.wrong(LANGUAGE, expected);
        }
        return file.ofLanguage(language);
    }

    private void readAdded(NetworkFiles files) throws NetworkFaultException {
        var list = files.beside(ADDED);
        var tokenizer = files.beside(KnownFiles.TOKENIZER);
        try {
            if (list.isPresent()) {
                added = ADDED;
                withAdded = file(list.get()).addedTo(symbols);
            } else if (tokenizer.isPresent()) { // where Transformers has it since version 5
                added = KnownFiles.TOKENIZER;
                withAdded = file(tokenizer.get()).addedTokens().addedTo(symbols);
            }
        } catch (IOException bad) {
            throw new NetworkFaultException(SETTING, added + ": " + bad.getMessage());
        }
    }

    /** Takes the tokens that were added to the vocabulary, if the network has classes for them: not all have. */
    void takeAdded(IntPredicate hasClasses) {
        if (withAdded.size() > symbols.size() && hasClasses.test(withAdded.size())) {
            symbols = withAdded;
            facts.replace(SETTING, Counted.of(symbols.size(), "symbol"), source + " and " + added);
        }
    }

    /** Returns V as far as it is known: the network may have one more class, a blank that the file does not list. */
    int size() {
        return symbols.size();
    }

    /** Returns whether so many classes may be those of the vocabulary, with or without what the network may have besides. */
    boolean mayBeOf(int classes) {
        return classes == symbols.size() || classes == symbols.size() + 1 || classes == withAdded.size();
    }

    /** Fits the vocabulary to the number of classes of the network. */
    void fit(int classes) throws NetworkFaultException {
        boolean isPaddle =
                symbols.getFirst().equals("<blank>") && symbols.getLast().equals(" ");
        if (classes == symbols.size() + 1 && facts.text(BLANK).orElse("").equals("last")) {
            symbols = new ArrayList<>(symbols);
            symbols.add("<blk>");
            facts.replace(SETTING, Counted.of(symbols.size(), "symbol"), source + ", and the blank");
        } else if (classes == symbols.size() - 1 && isPaddle) {
            symbols = symbols.subList(0, classes); // without a class for the space
            facts.replace(SETTING, Counted.of(symbols.size(), "symbol"), source);
        }
        if (classes != symbols.size()) {
            throw new NetworkFaultException(
                    SETTING,
                    "the network gives " + Counted.of(classes, "class") + ", but there are "
                            + Counted.of(symbols.size(), "symbol") + " (" + source + ")"
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
