package io.ctcservice.mutation;

import java.util.List;
import java.util.random.RandomGenerator;

/** Mutations of bytes, each a character of Latin-1: flips, cuts, copies, splices, and false lengths. */
final class ByteMutations {

    private static final List<Integer> LENGTHS = List.of(
            0,
            1,
            -1,
            2,
            7,
            8,
            16,
            127,
            128,
            255,
            256,
            32767,
            65535,
            65536,
            0x7fffffff,
            0x7ffff000,
            0x80000000,
            0xfffffff0);
    private static final int MOST_ADDED = 4096;

    private ByteMutations() {}

    static String mutate(String bytes, List<String> others, RandomGenerator random) {
        if (bytes.isEmpty()) {
            return noise(random);
        }
        int from = random.nextInt(random.nextBoolean() ? bytes.length() : Math.min(bytes.length(), 128));
        int to = Math.min(bytes.length(), from + 1 + random.nextInt(32));
        return switch (random.nextInt(9)) {
            case 0 -> replace(bytes, from, from + 1, "" + (char) (bytes.charAt(from) ^ (1 << random.nextInt(8))));
            case 1 -> replace(bytes, from, from + 1, "" + (char) random.nextInt(256));
            case 2 -> bytes.substring(0, from);
            case 3 -> bytes + noise(random);
            case 4 -> replace(bytes, from, to, "");
            case 5 -> replace(bytes, from, from, bytes.substring(from, to));
            case 6 -> splice(bytes.substring(0, from), Dictionary.any(others, random), random);
            case 7 -> length(bytes, from, random);
            default -> digits(bytes, from, random);
        };
    }

    private static String splice(String head, String other, RandomGenerator random) {
        return other.isEmpty() ? head : head + other.substring(random.nextInt(other.length()));
    }

    /** Little-endian, of four, two or one bytes. */
    private static String length(String bytes, int at, RandomGenerator random) {
        int value = Dictionary.any(LENGTHS, random);
        var written = new StringBuilder();
        int length = 4 >> random.nextInt(3);
        for (int i = 0; i < length; i++) {
            written.append((char) ((value >>> (8 * i)) & 0xff));
        }
        return replace(bytes, at, Math.min(bytes.length(), at + written.length()), written.toString());
    }

    /** Puts another number in the place of the next one that is written in digits. */
    private static String digits(String bytes, int at, RandomGenerator random) {
        int from = at;
        while (from < bytes.length() && !Character.isDigit(bytes.charAt(from))) {
            from++;
        }
        int to = from;
        while (to < bytes.length() && Character.isDigit(bytes.charAt(to))) {
            to++;
        }
        return replace(bytes, from, to, String.valueOf(Dictionary.any(LENGTHS, random)));
    }

    private static String noise(RandomGenerator random) {
        var noise = new StringBuilder();
        int length = random.nextInt(random.nextInt(10) == 0 ? MOST_ADDED : 16);
        for (int i = 0; i < length; i++) {
            noise.append((char) random.nextInt(256));
        }
        return noise.toString();
    }

    private static String replace(String bytes, int from, int to, String by) {
        return bytes.substring(0, from) + by + bytes.substring(to);
    }
}
