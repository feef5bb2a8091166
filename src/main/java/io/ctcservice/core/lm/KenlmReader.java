package io.ctcservice.core.lm;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;

/** A reader of one binary of KenLM's, of hash tables or a trie, front to back, into the tables of an ARPA file. */
final class KenlmReader {

    private static final String UNKNOWN = "<unk>";

    private final PackedInput file;

    KenlmReader(InputStream file) {
        this.file = new PackedInput(file);
    }

    /** @throws KenlmFormatException with the fault, if there is one */
    NgramLanguageModel read() throws IOException {
        try {
            KenlmHeader header = KenlmHeader.read(file);
            if (!header.hasWords()) {
                throw new KenlmFormatException(
                        "a binary of KenLM's without its words; make it without build_binary's -v, or"
                                + " give the ARPA file");
            }
            KenlmNgrams ngrams =
                    header.type().isTrie() ? new KenlmTrie(file, header).read() : new KenlmProbing(file, header).read();
            SingleWords words = words(ngrams);
            return new NgramLanguageModel(words.table(), ngrams.longer(), words.spelling());
        } catch (ZipException broken) {
            throw new KenlmFormatException(LanguageModelFile.brokenGzip(broken));
        } catch (EOFException end) {
            throw new KenlmFormatException("a binary of KenLM's that is cut off; copy it again");
        }
    }

    private SingleWords words(KenlmNgrams ngrams) throws IOException {
        KenlmSingleWeights weights = ngrams.single();
        int count = weights.size();
        var words = new SingleWords(count);
        for (int i = 0; i < count; i++) {
            String word = word();
            boolean expected = i > 0 || word.equals(UNKNOWN);
            if (!expected || !words.add(word, Math.min(0, weights.logProb(i)), weights.logBackoff(i))) {
                throw damaged("its words");
            }
        }
        return words;
    }

    private String word() throws IOException {
        byte[] bytes = file.readToZero();
        try {
            // a decoder, not a charset: malformed UTF-8 is an error, never a replacement character
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new KenlmFormatException("a binary of KenLM's whose words are not UTF-8");
        }
    }

    /**
     * Refuses weights that are none.
     *
     * @throws KenlmFormatException if one is not a number, or the back-off weight is infinite
     */
    static void requireWeights(float logProb, float logBackoff) throws KenlmFormatException {
        if (Float.isNaN(logProb) || !(logBackoff < Float.POSITIVE_INFINITY)) {
            throw damaged("its weights");
        }
    }

    /** Returns the exception of a file that is not as KenLM makes it. */
    static KenlmFormatException damaged(String part) {
        return new KenlmFormatException(
                "a damaged binary of KenLM's (" + part + "); copy it or make it by build_binary again");
    }
}
