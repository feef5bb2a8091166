package io.ctcservice.core.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Binaries that KenLM's build_binary made of small.arpa, a 4-gram model of 72 words that lacks some of the shorter n-grams: rest.bin
 * with {@code -r}, trie.bin as a trie, array.bin with {@code -a 255}, quantized.bin with {@code -q 6 -b 5}, quantized-array.bin with
 * {@code -a 3 -q 4 -b 3}, no-words.bin with {@code -v}. query.tsv has what KenLM's query says of sentences.
 */
class KenlmReaderTests {

    /** Where the header of a 4-gram model ends. */
    private static final int VOCABULARY = 144;

    /** Where the vocabulary of a trie of 72 words ends. */
    private static final int TRIE = VOCABULARY + Long.BYTES * 73;

    private static final double PRINTED = 6e-6; // query prints eight significant digits or so, float32 has seven

    @ParameterizedTest
    @CsvSource({
        "probing, trie",
        "rest, trie",
        "trie, trie",
        "array, trie",
        "quantized, quantized",
        "quantized-array, quantized-array"
    })
    void scoresAreThoseOfKenlm(String name, String scoredAs) throws IOException {
        LanguageModel model = read(name + ".bin");
        int sentences = 0;
        for (String line :
                new String(bytes("query.tsv"), StandardCharsets.UTF_8).lines().toList()) {
            String[] fields = line.split("\t", -1);
            if (fields[0].equals(scoredAs)) {
                double[] expected = Arrays.stream(fields[2].split(" ", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                assertThat(NgramLanguageModelTests.log10(model, fields[1]))
                        .as(fields[1])
                        .containsExactly(expected, within(PRINTED));
                sentences++;
            }
        }
        assertThat(sentences).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"probing.bin", "rest.bin", "trie.bin", "array.bin"})
    void wordsAndHowTheyAreSpelledAreThoseOfTheArpaFile(String name) throws IOException {
        LanguageModel expected = read("small.arpa");
        LanguageModel model = read(name);
        assertThat(model.order()).isEqualTo(4);
        assertThat(model.ngrams(1)).isEqualTo(72);
        assertThat(model.ngrams(2)).isEqualTo(164); // 156 and those that the file lacks
        for (String word : new String[] {"naïve", "travellers", "unheard", "<s>", "</s>", "<unk>", "don't", "na"}) {
            assertThat(model.lists(word)).as(word).isEqualTo(expected.lists(word));
            long hash = WordHash.append(WordHash.EMPTY, word);
            assertThat(model.prefixProbability(hash))
                    .as(word)
                    .isCloseTo(expected.prefixProbability(hash), within(1e-7));
        }
        assertThat(spelled(model, "bridges")).isEqualTo(spelled(expected, "bridges"));
        assertThat(spelled(model, "xqzt")).isEqualTo(spelled(expected, "xqzt"));
    }

    private static double spelled(LanguageModel model, String word) {
        var spelled = new SpellingModel.Spelled();
        spelled.set(model.spelling().start(), 0);
        for (int i = 0; i < word.length(); i++) {
            model.spelling().append(spelled, word.charAt(i));
        }
        return spelled.logProb() + model.spelling().endLogProb(spelled.state());
    }

    @Test
    void aGzipFileIsReadToo() throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes("trie.bin"));
        }
        assertThat(NgramLanguageModelTests.log10(read(zipped.toByteArray()), "the road is closed"))
                .containsExactly(NgramLanguageModelTests.log10(read("small.arpa"), "the road is closed"), within(1e-6));
        byte[] cut = Arrays.copyOf(zipped.toByteArray(), zipped.size() / 2);
        assertRefused(cut, "cut off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"probing.bin", "rest.bin", "trie.bin", "quantized.bin", "array.bin", "quantized-array.bin"})
    void aFileThatIsCutOffIsRefusedWhereverItIs(String name) throws IOException {
        byte[] whole = bytes(name);
        for (int length = KenlmHeader.MAGIC.length; length < whole.length; length += length < 150 ? 1 : 97) {
            assertRefused(Arrays.copyOf(whole, length), "a binary of KenLM's that is cut off; copy it again");
        }
        assertRefused(Arrays.copyOf(whole, whole.length - 1), "cut off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"probing.bin", "rest.bin", "trie.bin", "quantized.bin", "array.bin", "quantized-array.bin"})
    void aFileWithWrongBytesIsReadOrRefused(String name) throws IOException {
        byte[] whole = bytes(name);
        int refused = 0;
        for (int at = KenlmHeader.MAGIC.length; at < whole.length; at += at < 150 ? 1 : 211) {
            for (int change : new int[] {1, 0xff}) {
                byte[] wrong = whole.clone();
                wrong[at] ^= (byte) change;
                try {
                    assertThat(NgramLanguageModelTests.log10(read(wrong), "the old bridge is closed"))
                            .doesNotContain(Double.NaN);
                } catch (KenlmFormatException expected) {
                    assertThat(expected).hasMessageContaining("binary of KenLM's");
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void aFileWithoutItsWordsIsRefusedWithHowToMakeIt() throws IOException {
        assertRefused(
                bytes("no-words.bin"), "without its words; make it without build_binary's -v, or give the ARPA file");
    }

    @Test
    void filesOfOtherVersionsAndKindsAreRefusedAsSuch() throws IOException {
        byte[] older = bytes("trie.bin");
        older[new String(older, StandardCharsets.ISO_8859_1).indexOf("version 5") + 8] = '4';
        assertRefused(older, "of format version 4; make it again by build_binary, or give the ARPA file");
        byte[] unfinished = "mmap lm http://kheafield.com/code incomplete\n".getBytes(StandardCharsets.US_ASCII);
        assertRefused(unfinished, "that was not finished");
        byte[] bigEndian = bytes("trie.bin");
        ByteBuffer.wrap(bigEndian).order(ByteOrder.BIG_ENDIAN).putFloat(60, 1);
        assertRefused(bigEndian, "made on a computer of another kind");
        byte[] type = bytes("trie.bin");
        type[96] = 9;
        assertRefused(type, "of an unknown type (9, version 1)");
        byte[] many = bytes("trie.bin");
        many[115] = 1; // the highest byte of the number of words
        assertRefused(many, "at most 2147483638 are read");
    }

    /** The vocabulary follows the header: version and number of words of hash tables, the number of words but for one of a trie. */
    @ParameterizedTest
    @CsvSource({"probing.bin, 1, 72", "probing.bin, 0, 0", "probing.bin, 0, 74", "probing.bin, 0, -1", "trie.bin, 72, 0"
    })
    void aDamagedVocabularyIsRefused(String name, int first, int second) throws IOException {
        byte[] file = bytes(name);
        littleEndian(file).putInt(VOCABULARY, first).putInt(VOCABULARY + Integer.BYTES, second);
        assertRefused(file, "a damaged binary of KenLM's (its vocabulary); copy it or make it by build_binary again");
    }

    /** Keys of eight bytes, and weights of four each, stand in the tables behind the vocabulary and the single words. */
    @Test
    void weightsOfATableThatAreNoNumbersAreRefused() throws IOException {
        int table = VOCABULARY + 8 + 108 * 12 + 73 * 8;
        byte[] nan = bytes("probing.bin");
        littleEndian(nan).putFloat(table + Long.BYTES, Float.NaN);
        assertRefused(nan, "(its weights)");
        byte[] infinite = bytes("probing.bin");
        littleEndian(infinite).putFloat(table + Long.BYTES + Float.BYTES, Float.POSITIVE_INFINITY);
        assertRefused(infinite, "(its weights)");
    }

    /** Each single word has two weights and a pointer to the first 2-gram that ends with it; behind the last stands their number, 164. */
    @ParameterizedTest
    @CsvSource({"0, 1", "7, 0", "7, 165", "7, -1", "71, 165", "72, 163", "72, 165"})
    void pointersOfATrieThatAreNotInOrderAreRefused(int word, long pointer) throws IOException {
        byte[] file = bytes("trie.bin");
        int at = TRIE + 16 * word + 2 * Float.BYTES;
        assertThat(littleEndian(file).getLong(TRIE + 16 * 72 + 2 * Float.BYTES)).isEqualTo(164);
        littleEndian(file).putLong(at, pointer);
        assertRefused(file, "a damaged binary of KenLM's (its pointers)");
    }

    /** The version of the quantization, and the bits of its classes. */
    @ParameterizedTest
    @CsvSource({"0, 1", "0, 3", "1, 0", "1, 26", "2, 0", "2, 26"})
    void aDamagedQuantizationIsRefused(int at, byte value) throws IOException {
        byte[] file = bytes("quantized.bin");
        file[TRIE + at] = value;
        assertRefused(file, "a damaged binary of KenLM's (its quantization)");
    }

    private static ByteBuffer littleEndian(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void assertRefused(byte[] file, String message) {
        assertThatThrownBy(() -> read(file))
                .isExactlyInstanceOf(KenlmFormatException.class)
                .hasMessageContaining(message);
    }

    private static LanguageModel read(String name) throws IOException {
        return read(bytes(name));
    }

    private static LanguageModel read(byte[] file) throws IOException {
        return NgramLanguageModel.read(new ByteArrayInputStream(file));
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream file = KenlmReaderTests.class.getResourceAsStream("kenlm/" + name)) {
            return Objects.requireNonNull(file, name).readAllBytes();
        }
    }
}
