package io.ctcservice.core.lm;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A back-off n-gram model from an ARPA file or a binary of KenLM's. {@code p(w | h)} is what the file lists for the longest n-gram that ends in
 * w, times the back-off weights of the longer histories; the file's log10 is turned into nats.
 *
 * <p>22.4 bytes an n-gram, 16.8 for the longest, some 120 for a single word with its
 * prefixes. A query costs 2N − 1 look-ups at most. N-grams whose shorter ends a pruned file leaves out are found all the same.
 *
 * @see <a href="https://doi.org/10.1109/TASSP.1987.1165125">Katz 1987</a>
 */
public final class NgramLanguageModel implements LanguageModel {

    static final String SENTENCE_START = "<s>";
    static final String SENTENCE_END = "</s>";
    static final List<String> UNKNOWN = List.of("<unk>", "<UNK>");

    private static final double LN_10 = Math.log(10);

    private final WordTable words;
    private final List<NgramTable> longer;
    private final SpellingModel spelling;
    private final int start;
    private final int end;
    private final int unknown;

    /**
     * @param words the single words
     * @param longer n-grams of length 2 to N
     * @param spelling of other words
     */
    NgramLanguageModel(WordTable words, List<NgramTable> longer, SpellingModel spelling) {
        this.spelling = spelling;
        this.words = words;
        this.longer = List.copyOf(longer);
        this.start = words.find(SENTENCE_START);
        this.end = words.find(SENTENCE_END);
        this.unknown = UNKNOWN.stream()
                .mapToInt(words::find)
                .filter(word -> word >= 0)
                .findFirst()
                .orElse(words.size());
    }

    /**
     * Returns the model in a file, plain or gzip: an ARPA file in UTF-8, or a binary of KenLM's (format version 5; hash tables or trie,
     * quantized or not). The stream is read to the end of the model and not closed.
     *
     * @throws LanguageModelFormatException with the fault, if it is none; an {@link ArpaFormatException} with the number of the
     *     line, or a {@link KenlmFormatException}
     * @throws IOException if the stream cannot be read
     */
    public static NgramLanguageModel read(InputStream file) throws IOException {
        return LanguageModelFile.read(file);
    }

    /** Returns whether this is not a word but a marker of sentence ends or unknown words. */
    static boolean isMark(String word) {
        return word.equals(SENTENCE_START) || word.equals(SENTENCE_END) || UNKNOWN.contains(word);
    }

    @Override
    public int order() {
        return longer.size() + 1;
    }

    @Override
    public long ngrams(int n) {
        return n == 1 ? words.size() : longer.get(n - 2).entries();
    }

    @Override
    public long bytes() {
        return words.bytes()
                + spelling.bytes()
                + longer.stream().mapToLong(NgramTable::bytes).sum();
    }

    @Override
    public void startSentence(int[] contexts, int offset) {
        for (int i = 0; i < contextSize(); i++) {
            contexts[offset + i] = i == 0 ? start : NO_WORD;
        }
    }

    @Override
    public int word(long hash) {
        int word = words.find(hash);
        return word < 0 || word == start || word == end ? unknown : word;
    }

    @Override
    public int unknown() {
        return unknown;
    }

    @Override
    public double prefixProbability(long hash) {
        return words.prefixes().sum(hash);
    }

    @Override
    public SpellingModel spelling() {
        return spelling;
    }

    @Override
    public boolean isUnknown(int word) {
        return word == unknown;
    }

    @Override
    public double logProb(int[] contexts, int offset, int word) {
        if (word == words.size()) {
            return Double.NEGATIVE_INFINITY; // the unknown word of a model that does not list one
        }
        double log10 = words.logProb(word);
        long key = word;
        long history = 0;
        double backoff = 0;
        for (int i = 0; i < contextSize() && contexts[offset + i] >= 0; i++) {
            int before = contexts[offset + i];
            backoff += historyBackoff(i, history, before);
            history = i == 0 ? before : NgramTable.key(history, before);
            key = NgramTable.key(key, before);
            NgramTable table = longer.get(i);
            int slot = table.find(key);
            if (slot >= 0) {
                log10 = table.logProb(slot);
                backoff = 0;
            }
        }
        return Math.min(0, (log10 + backoff) * LN_10); // a back-off weight may be above 0
    }

    /** Returns log10 of the back-off weight of a history of {@code shorter + 1} words, 0 if it is not listed. */
    private double historyBackoff(int shorter, long history, int before) {
        if (shorter == 0) {
            return words.logBackoff(before);
        }
        NgramTable table = longer.get(shorter - 1);
        int slot = table.find(NgramTable.key(history, before));
        return slot < 0 ? 0 : table.logBackoff(slot);
    }

    @Override
    public double endLogProb(int[] contexts, int offset) {
        return end < 0 ? 0 : logProb(contexts, offset, end);
    }

    @Override
    public void advance(int[] contexts, int source, int[] next, int target, int word) {
        int size = contextSize();
        for (int i = size - 1; i > 0; i--) {
            next[target + i] = contexts[source + i - 1];
        }
        if (size > 0) {
            next[target] = word == words.size() ? NO_WORD : word;
        }
    }
}
