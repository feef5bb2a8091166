package io.ctcservice.core.lm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The header of a binary of KenLM's, format version 5.
 *
 * @param type of its tables
 * @param bucketsPerEntry of a hash table
 * @param hasWords whether the words stand at the end of the file
 * @param counts of the n-grams of length 1, 2, …, N; a trie has those among them that the ARPA file lacked
 * @see <a href="https://aclanthology.org/W11-2123/">Heafield 2011</a>
 */
record KenlmHeader(Type type, float bucketsPerEntry, boolean hasWords, List<Long> counts) {

    /** What a binary of KenLM's begins with, of whatever version. */
    static final byte[] MAGIC = "mmap lm ".getBytes(StandardCharsets.US_ASCII);

    private static final String VERSION = "mmap lm http://kheafield.com/code format version ";
    private static final String READ_VERSION = "5";
    private static final int LONGEST_MAGIC = 56;

    /** The tables that hold the n-grams. */
    enum Type {
        PROBING(false, false),
        REST_PROBING(false, false),
        TRIE(false, false),
        QUANTIZED_TRIE(true, false),
        ARRAY_TRIE(false, true),
        QUANTIZED_ARRAY_TRIE(true, true);

        private final boolean quantized;
        private final boolean array;

        Type(boolean quantized, boolean array) {
            this.quantized = quantized;
            this.array = array;
        }

        boolean isTrie() {
            return this != PROBING && this != REST_PROBING;
        }

        /** Returns whether log-probabilities and back-off weights are numbers of classes. */
        boolean isQuantized() {
            return quantized;
        }

        /** Returns whether the high bits of the pointers of a trie are in an array. */
        boolean hasPointerArray() {
            return array;
        }
    }

    /** @throws KenlmFormatException with the fault, if there is one */
    static KenlmHeader read(PackedInput file) throws IOException {
        requireVersion(file);
        file.skipTo(LONGEST_MAGIC);
        boolean same = file.readFloat() == 0 && file.readFloat() == 1 && file.readFloat() == -0.5;
        same &= file.readInt() == 1 && file.readInt() == -1 && file.readInt() == 0 && file.readLong() == 1;
        if (!same) {
            throw refused("that was made on a computer of another kind");
        }
        int order = file.readByte();
        file.skipTo(file.position() + 3);
        float bucketsPerEntry = file.readFloat();
        int type = file.readInt();
        boolean hasWords = file.readByte() != 0;
        file.skipTo(file.position() + 3);
        int version = file.readInt();
        if (type < 0 || type >= Type.values().length || version != (Type.values()[type].isTrie() ? 1 : 0)) {
            throw refused("of an unknown type (" + type + ", version " + version + ")");
        }
        if (order < 2 || !(bucketsPerEntry >= 1)) {
            throw refused("with a damaged header");
        }
        return new KenlmHeader(Type.values()[type], bucketsPerEntry, hasWords, counts(file, order));
    }

    private static void requireVersion(PackedInput file) throws IOException {
        var magic = new StringBuilder();
        for (int next = file.readByte(); next != '\n' && magic.length() < LONGEST_MAGIC - 1; next = file.readByte()) {
            magic.append((char) next);
        }
        if (!magic.toString().startsWith(VERSION)) {
            throw refused("that was not finished");
        }
        String version = magic.substring(VERSION.length());
        if (!version.equals(READ_VERSION)) {
            throw refused("of format version " + version);
        }
    }

    private static List<Long> counts(PackedInput file, int order) throws IOException {
        var counts = new ArrayList<Long>();
        for (int n = 1; n <= order; n++) {
            long count = file.readLong();
            if (count < 0 || count >= Integer.MAX_VALUE - 8) {
                throw new KenlmFormatException("a binary of KenLM's with " + Long.toUnsignedString(count) + " " + n
                        + "-grams; at most 2147483638 are read");
            }
            counts.add(count);
        }
        file.skipTo((file.position() + 7) / 8 * 8);
        return List.copyOf(counts);
    }

    private static KenlmFormatException refused(String kind) {
        return new KenlmFormatException(
                "a binary of KenLM's " + kind + "; make it again by build_binary, or give the ARPA file");
    }

    /** Returns the length N of the longest n-gram. */
    int order() {
        return counts.size();
    }

    /** Returns the number of n-grams of length {@code n}. */
    long count(int n) {
        return counts.get(n - 1);
    }
}
