package io.ctcservice.recognition;

import io.ctcservice.core.text.ByteBpe;
import io.ctcservice.core.text.ByteText;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/** The formats of vocabulary files, and of the symbols in them. */
public enum VocabularyFormat {
    /** Detected from the content. */
    AUTO,
    /** One symbol per line; the blank before the first and the space after the last are implied. */
    PADDLEOCR,
    /** As icefall writes the symbols of a {@code bbpe.model}: a letter for each byte. */
    BYTE_BPE,
    /** The bytes of each symbol in Base64, as Fun-ASR-Nano has them. */
    BASE64;

    /**
     * Returns the symbols of a file by class index.
     *
     * @throws IOException saying in which line or for which symbol the file is wrong
     */
    public List<String> symbols(VocabularyFile file) throws IOException {
        return this == PADDLEOCR ? file.symbolsOfPaddleOcr() : decoded(file.symbols());
    }

    /** Returns the texts that symbols stand for. */
    List<String> decoded(List<String> symbols) {
        return switch (this) {
            case BYTE_BPE -> symbols.stream().map(ByteBpe.ICEFALL::decoded).toList();
            case BASE64 -> symbols.stream().map(VocabularyFormat::fromBase64).toList();
            case AUTO, PADDLEOCR -> symbols;
        };
    }

    /** Returns the text of a symbol in Base64; one that is not in Base64, such as {@code <blk>}, as it is. */
    private static String fromBase64(String symbol) {
        try {
            return ByteText.of(Base64.getDecoder().decode(symbol));
        } catch (IllegalArgumentException isItself) {
            return symbol;
        }
    }
}
