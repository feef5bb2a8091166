package io.ctcservice.recognition;

import io.ctcservice.core.Counted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A search for the symbols of a network's classes: in its settings, in its metadata and in the files beside it, in this order. */
final class VocabularySearch {

    private static final String FORMAT = "vocabulary-format";
    private static final String LANGUAGE = "vocabulary-language";

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
            "charset.json",
            KnownFiles.CHARSETS,
            TOKENIZER,
            "tokenizer.model",
            "bpe.model");

    private static final List<String> ENDS_OF_DICTIONARIES =
            List.of("dict.txt", "keys_v1.txt", "keys.txt", "_vocab.txt", "lang_char.txt");

    private static final String BYTE_BPE_MODEL = "bbpe.model";

    /** Symbols beyond those of {@code vocab.json}, for which a network may have classes. */
    private static final String ADDED = "added_tokens.json";

    private final NetworkFacts facts;
    private final NetworkFiles files;

    VocabularySearch(NetworkFacts facts, NetworkFiles files) {
        this.facts = facts;
        this.files = files;
    }

    /**
     * Returns the symbols from the first place that has them.
     *
     * @throws NetworkFaultException if there are none, or they cannot be read
     */
    ListedSymbols find(NetworkSettings settings, Map<String, String> metadata) throws NetworkFaultException {
        if (files.beside(BYTE_BPE_MODEL).isPresent()) {
            facts.offer(FORMAT, NetworkFacts.nameOf(VocabularyFormat.BYTE_BPE), BYTE_BPE_MODEL);
        }
        var format = facts.constant(FORMAT, VocabularyFormat.class).orElse(VocabularyFormat.AUTO);
        if (settings.vocabulary().isPresent()) {
            return listed(settings.vocabulary().get(), format, "the setting");
        }
        var inMetadata = facts.text(NetworkVocabulary.SETTING);
        if (inMetadata.isPresent()) {
            return listed(file(inMetadata.get()), VocabularyFormat.AUTO, facts.source(NetworkVocabulary.SETTING));
        }
        String character = metadata.get(CHARACTER);
        if (character != null && !character.isBlank()) {
            return listed(file(character), VocabularyFormat.PADDLEOCR, "the metadata " + CHARACTER);
        }
        return beside(format);
    }

    private ListedSymbols beside(VocabularyFormat format) throws NetworkFaultException {
        var names = new ArrayList<>(USUAL_NAMES);
        names.addAll(dictionaries());
        names.addAll(ofTheModel());
        for (String name : names) {
            var content = files.beside(name);
            if (content.isPresent()) {
                var found = listed(file(content.get()), format, name);
                return name.equals(TOKENIZER) ? found : withAdded(found);
            }
        }
        var listed = PaddleInference.characters(files);
        if (listed.isPresent()) {
            return listed(file(String.join("\n", listed.get())), VocabularyFormat.PADDLEOCR, PaddleInference.FILE);
        }
        throw NetworkFacts.missing(
                NetworkVocabulary.SETTING,
                "the file of its symbols, or one beside it named " + String.join(", ", USUAL_NAMES)
                        + ", or with a name that ends in " + String.join(", ", ENDS_OF_DICTIONARIES));
    }

    /** Returns the names of dictionaries, that of the network's language first: of {@code japan_PP-OCRv4_rec.onnx}, {@code japan_dict.txt}. */
    private List<String> dictionaries() throws NetworkFaultException {
        return files.beside().stream()
                .filter(name -> ENDS_OF_DICTIONARIES.stream().anyMatch(name::endsWith))
                .sorted(Comparator.comparing(name -> !firstWord(name).equals(firstWord(files.name()))))
                .toList();
    }

    /** Returns the name of the model's file with another ending, if that is one of symbols: other files may have such names, too. */
    private List<String> ofTheModel() throws NetworkFaultException {
        String name = files.name();
        String list = name.substring(0, Math.max(0, name.lastIndexOf('.'))) + ".json";
        var content = files.beside(list);
        boolean isArray = content.isPresent() && file(content.get()).isArray();
        return isArray ? List.of(list) : List.of();
    }

    private static String firstWord(String name) {
        return name.split("[^\\p{L}]", 2)[0];
    }

    private static VocabularyFile file(String content) throws NetworkFaultException {
        return file(content.getBytes(StandardCharsets.UTF_8));
    }

    private static VocabularyFile file(byte[] content) throws NetworkFaultException {
        try {
            return new VocabularyFile(content);
        } catch (IOException bad) {
            throw new NetworkFaultException(NetworkVocabulary.SETTING, String.valueOf(bad.getMessage()));
        }
    }

    private ListedSymbols listed(VocabularyFile file, VocabularyFormat format, String source)
            throws NetworkFaultException {
        try {
            boolean isPaddle = format == VocabularyFormat.PADDLEOCR;
            var ofLanguage = isPaddle ? file : ofOneLanguage(file);
            var all = format.symbols(ofLanguage);
            var symbols = isPaddle ? all : format.decoded(ofLanguage.symbolsBeforeAdded());
            facts.offer(NetworkVocabulary.SETTING, Counted.of(symbols.size(), "symbol"), source);
            return ListedSymbols.of(symbols, all, source);
        } catch (IOException bad) {
            throw new NetworkFaultException(NetworkVocabulary.SETTING, source + ": " + bad.getMessage());
        }
    }

    private VocabularyFile ofOneLanguage(VocabularyFile file) throws IOException, NetworkFaultException {
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

    /** Returns symbols with those that another file beside the network adds to them. */
    private ListedSymbols withAdded(ListedSymbols found) throws NetworkFaultException {
        var list = files.beside(ADDED);
        var tokenizer = files.beside(KnownFiles.TOKENIZER);
        String name = list.isPresent() ? ADDED : KnownFiles.TOKENIZER;
        try {
            if (list.isPresent()) {
                return found.with(file(list.get()).addedTo(found.symbols()), name);
            }
            return tokenizer.isPresent() // where Transformers has it since version 5
                    ? found.with(file(tokenizer.get()).addedTokens().addedTo(found.symbols()), name)
                    : found;
        } catch (IOException bad) {
            throw new NetworkFaultException(NetworkVocabulary.SETTING, name + ": " + bad.getMessage());
        }
    }
}
