package io.ctcservice.recognition;

import io.ctcservice.core.text.ByteBpe;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The symbols of a {@code tokenizer.json} of Hugging Face: those of its model, and the added ones, of which some may be among the former.
 */
final class TokenizerJson {

    private static final String TYPE = "type";
    private static final String BYTE_LEVEL = "ByteLevel";

    private final JsonNode vocabulary;
    private final JsonNode added;
    private final boolean isByteLevel;

    private TokenizerJson(JsonNode root) {
        this.vocabulary = vocabulary(root);
        this.added = root.path("added_tokens");
        var decoder = root.path("decoder");
        this.isByteLevel = decoder.path(TYPE).asString("").equals(BYTE_LEVEL)
                || decoder.path("decoders")
                        .valueStream()
                        .anyMatch(inner -> inner.path(TYPE).asString("").equals(BYTE_LEVEL));
    }

    private static JsonNode vocabulary(JsonNode root) {
        return root.path("model").path("vocab");
    }

    /** Returns the tokenizer in a JSON document, if it is one. */
    static Optional<TokenizerJson> of(JsonNode root) {
        return vocabulary(root).isContainer() ? Optional.of(new TokenizerJson(root)) : Optional.empty();
    }

    /** Returns all symbols by class index. */
    List<String> all() throws IOException {
        var symbols = ofModel();
        for (var token : added) {
            String symbol = token.path("content").asString("");
            var one = new IndexedSymbols();
            one.add(IndexedSymbols.index(symbol, token.path("id")), symbol);
            one.addTo(symbols);
        }
        return symbols.symbols();
    }

    /** Returns the symbols without the added ones behind those of the model. */
    List<String> beforeAdded() throws IOException {
        return all().subList(0, ofModel().end());
    }

    private IndexedSymbols ofModel() throws IOException {
        var symbols = new IndexedSymbols();
        if (vocabulary.isArray()) { // of a unigram model: each symbol with its score
            for (var pair : vocabulary) {
                symbols.add(symbols.end(), text(pair.path(0).asString("")));
            }
            return symbols;
        }
        for (var entry : vocabulary.properties()) {
            symbols.add(IndexedSymbols.index(entry.getKey(), entry.getValue()), text(entry.getKey()));
        }
        return symbols;
    }

    private String text(String symbol) {
        return isByteLevel ? ByteBpe.GPT_2.decoded(symbol) : symbol;
    }
}
