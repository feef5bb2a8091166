package io.ctcservice.core.lm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * A reader of the trie of a binary of KenLM's. The last word of an n-gram is at the top, the word before it below, and so
 * on; a level is an array, in which the n-grams that end with the same words stand together in the order of those, so that one level
 * after the other is read from front to back.
 */
final class KenlmTrie {

    private static final int FIRST = 1 << 4;
    private static final int QUANTIZATION_VERSION = 2;
    private static final int ARRAY_VERSION = 0;
    private static final int MOST_CLASS_BITS = 25;

    private final PackedInput file;
    private final KenlmHeader header;
    private final int wordBits;
    private int probBits = 31;
    private int backoffBits = 32;
    private float[][] probClasses = {};
    private float[][] backoffClasses = {};
    private float logProb;
    private float logBackoff;

    /** The n-grams of one level: their keys, and where those that end with each of them begin in the next one. */
    private long[] keys = new long[FIRST];

    private int[] next = new int[FIRST];

    KenlmTrie(PackedInput file, KenlmHeader header) {
        this.file = file;
        this.header = header;
        this.wordBits = bits(header.count(1));
    }

    /** Returns how many bits a number up to {@code most} takes. */
    private static int bits(long most) {
        return Long.SIZE - Long.numberOfLeadingZeros(most);
    }

    KenlmNgrams read() throws IOException {
        if (file.readLong() + 1 != header.count(1)) {
            throw KenlmReader.damaged("its vocabulary");
        }
        file.skipTo(file.position() + Long.BYTES * header.count(1));
        if (header.type().isQuantized()) {
            readClasses();
        }
        KenlmSingleWeights weights = readSingle();
        var longer = new ArrayList<NgramTable>();
        for (int n = 2; n <= header.order(); n++) {
            longer.add(readLevel(n));
        }
        return new KenlmNgrams(weights, longer);
    }

    private void readClasses() throws IOException {
        int version = file.readByte();
        probBits = file.readByte();
        backoffBits = file.readByte();
        if (version != QUANTIZATION_VERSION || !isClassBits(probBits) || !isClassBits(backoffBits)) {
            throw KenlmReader.damaged("its quantization");
        }
        file.skipTo(file.position() + 5);
        int tables = header.order() - 1;
        probClasses = new float[tables][];
        backoffClasses = new float[tables][];
        for (int i = 0; i < tables; i++) {
            probClasses[i] = file.readFloats(1L << probBits);
            backoffClasses[i] = i < tables - 1 ? file.readFloats(1L << backoffBits) : new float[0];
        }
    }

    private static boolean isClassBits(int bits) {
        return bits > 0 && bits <= MOST_CLASS_BITS;
    }

    private KenlmSingleWeights readSingle() throws IOException {
        var weights = new KenlmSingleWeights();
        long words = header.count(1);
        for (int i = 0; i <= words; i++) {
            logProb = file.readFloat();
            logBackoff = file.readFloat();
            if (i < words) {
                weights.add(logProb, logBackoff);
            }
            note(i, i, file.readLong(), header.count(2));
        }
        file.skipTo(file.position() + 2L * Float.BYTES + Long.BYTES); // room for an unknown word
        return weights;
    }

    /** Notes an n-gram of this level. */
    private void note(int at, long key, long below, long most) throws IOException {
        if (at == keys.length) {
            keys = Arrays.copyOf(keys, grown(at));
            next = Arrays.copyOf(next, grown(at));
        }
        if (below < (at == 0 ? 0 : next[at - 1]) || below > most) {
            throw KenlmReader.damaged("its pointers");
        }
        keys[at] = key;
        next[at] = (int) below;
    }

    private static int grown(int size) {
        return (int) Math.min(Integer.MAX_VALUE - 8, 2L * size);
    }

    /** Reads the n-grams of length {@code n}; those of the length before must have been read last. */
    private NgramTable readLevel(int n) throws IOException {
        boolean longest = n == header.order();
        long count = header.count(n);
        long[] above = keys;
        int[] begin = next;
        if (begin[0] != 0 || begin[(int) header.count(n - 1)] != count) {
            throw KenlmReader.damaged("its pointers");
        }
        keys = new long[FIRST];
        next = new int[FIRST];
        Pointers pointers = longest ? new Pointers(0, new long[0]) : readPointers(n);
        int bitsEach = wordBits + probBits + (longest ? 0 : backoffBits + pointers.lowBits);
        long end = file.position() + (bitsEach * (count + 1) + 7) / 8 + Long.BYTES;
        var table = new NgramTable(count, !longest);
        int parent = 0;
        for (int i = 0; i < count; i++) {
            while (begin[parent + 1] <= i) {
                parent++;
            }
            long key = NgramTable.key(above[parent], (int) file.readBits(wordBits));
            readWeights(n);
            if (!longest) {
                note(i, key, pointers.of(i, file.readBits(pointers.lowBits)), header.count(n + 1));
            }
            if (!table.add(key, logProb, logBackoff)) {
                throw KenlmReader.damaged("its " + n + "-grams");
            }
        }
        if (!longest) {
            file.readBits(wordBits); // an n-gram behind the last, whose pointer is the end of the next level
            file.readBits(probBits);
            file.readBits(backoffBits);
            note((int) count, 0, pointers.of(count, file.readBits(pointers.lowBits)), header.count(n + 1));
        }
        file.skipTo(end);
        return table;
    }

    /** Reads log10 of the probability of an n-gram, and of its back-off weight, 0 for the longest. */
    private void readWeights(int n) throws IOException {
        boolean longest = n == header.order();
        if (header.type().isQuantized()) {
            logBackoff = longest ? 0 : backoffClasses[n - 2][(int) file.readBits(backoffBits)];
            logProb = probClasses[n - 2][(int) file.readBits(probBits)];
        } else {
            logProb = -Float.intBitsToFloat((int) file.readBits(probBits));
            logBackoff = longest ? 0 : Float.intBitsToFloat((int) file.readBits(backoffBits));
        }
        KenlmReader.requireWeights(logProb, logBackoff);
    }

    /** The pointers of a level into the next one: the low bits stand with each n-gram, the high ones grow along the level. */
    private static final class Pointers {
        private final int lowBits;
        private final long[] firsts;
        private int high;

        /** @param firsts the first n-gram of each value of the high bits, but for 0 */
        Pointers(int lowBits, long[] firsts) {
            this.lowBits = lowBits;
            this.firsts = firsts;
        }

        /** Returns the pointer of the n-gram {@code at}, which must not be before the last that was asked for. */
        long of(long at, long low) {
            while (high < firsts.length && firsts[high] <= at) {
                high++;
            }
            return (long) high << lowBits | low;
        }
    }

    private Pointers readPointers(int n) throws IOException {
        long most = header.count(n + 1);
        if (!header.type().hasPointerArray()) {
            return new Pointers(bits(most), new long[0]);
        }
        long start = file.position();
        int version = file.readByte();
        int mostHighBits = file.readByte();
        if (version != ARRAY_VERSION) {
            throw KenlmReader.damaged("its pointers");
        }
        int lowBits = bits(most) - highBits(header.count(n) + 1, most, mostHighBits);
        long aligned = (start + 7) / 8 * 8;
        file.skipTo(aligned + 2L * Long.BYTES); // the first n-gram of 0 is 0
        long highs = most >> lowBits;
        var firsts = new long[(int) Math.min(highs, FIRST)];
        for (int i = 0; i < highs; i++) {
            if (i == firsts.length) {
                firsts = Arrays.copyOf(firsts, (int) Math.min(highs, grown(i)));
            }
            firsts[i] = file.readLong();
        }
        file.skipTo(start + Long.BYTES * (highs + 2) + 7);
        return new Pointers(lowBits, firsts);
    }

    /** Returns how many bits of a pointer are in the array: those with which the file is smallest. */
    private static int highBits(long entries, long most, int limit) {
        int all = bits(most);
        int best = 0;
        long least = Long.MAX_VALUE;
        for (int high = 0; high <= Math.min(all, limit); high++) {
            long size = (most >> (all - high)) * Long.SIZE - entries * high;
            if (size < least) {
                least = size;
                best = high;
            }
        }
        return best;
    }
}
