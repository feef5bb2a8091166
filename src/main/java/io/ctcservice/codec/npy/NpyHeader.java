package io.ctcservice.codec.npy;

import io.ctcservice.core.Counted;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The header of an {@code .npy} file: versions 1.0, 2.0 and 3.0 of the format.
 *
 * @param type what the numbers are
 * @param fortranOrder whether the first axis is the one along which they follow each other, instead of the last
 * @param shape lengths of the axes, each at least 0
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the format</a>
 */
record NpyHeader(NpyType type, boolean fortranOrder, List<Long> shape) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int VERSION_LENGTH = 2;
    private static final int LONGEST = 10_000; // NumPy itself reads no longer header by default

    NpyHeader {
        shape = List.copyOf(shape);
    }

    /** Returns the length of an axis, counted from the last: 0 is the last itself. */
    long fromLast(int axis) {
        return shape.get(shape.size() - 1 - axis);
    }

    /** Returns the shape as Python writes it. */
    String shapeText() {
        var lengths = shape.stream().map(String::valueOf).toList();
        return lengths.size() == 1 ? "(" + lengths.get(0) + ",)" : "(" + String.join(", ", lengths) + ")";
    }

    /**
     * Reads the header that a file begins with; the numbers follow.
     *
     * @throws NpyFormatException if there is none, or one of an array that is not of numbers
     */
    static NpyHeader read(ByteBuffer file) {
        byte[] start = next(file, MAGIC.length + VERSION_LENGTH);
        requireMagic(start);
        int major = start[MAGIC.length];
        int minor = start[MAGIC.length + 1];
        if (major < 1 || major > 3 || minor != 0) {
            throw NpyFormatException.unreadable(
                    "version " + major + "." + minor + " of the .npy format; expected 1.0, 2.0 or 3.0");
        }
        int length = length(file, major == 1 ? Short.BYTES : Integer.BYTES);
        byte[] dictionary = next(file, length);
        if (dictionary.length < length) {
            throw NpyFormatException.unreadable(
                    "ends inside its header, after " + dictionary.length + " of " + Counted.of(length, "byte"));
        }
        var charset = major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        return new NpyDictionary(new String(dictionary, charset)).header();
    }

    /** Reads {@code length} bytes, or fewer at the end of the file. */
    private static byte[] next(ByteBuffer file, int length) {
        var bytes = new byte[Math.min(length, file.remaining())];
        file.get(bytes);
        return bytes;
    }

    private static void requireMagic(byte[] start) {
        if (start.length == 0) {
            throw NpyFormatException.unreadable("empty; expected an .npy file");
        }
        int magicMismatch = Arrays.mismatch(start, MAGIC);
        if (magicMismatch >= 0 && magicMismatch < MAGIC.length) {
            String hint =
                    start[0] == 'P' && start.length > 1 && start[1] == 'K' ? ", as a zip or .npz archive does" : "";
            throw NpyFormatException.unreadable("starts with " + hex(start) + hint + "; expected an .npy file, which"
                    + " starts with " + hex(MAGIC) + ", \\x93NUMPY");
        }
        if (start.length < MAGIC.length + VERSION_LENGTH) {
            throw NpyFormatException.unreadable("ends after its magic; expected the version of the .npy format");
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes);
    }

    private static int length(ByteBuffer file, int width) {
        byte[] bytes = next(file, width);
        if (bytes.length < width) {
            throw NpyFormatException.unreadable("ends before the length of its header");
        }
        long length = 0;
        for (int i = width - 1; i >= 0; i--) {
            length = length << Byte.SIZE | Byte.toUnsignedLong(bytes[i]);
        }
        if (length > LONGEST) {
            throw NpyFormatException.unreadable(
                    "a header of " + Counted.of(length, "byte") + "; expected at most " + LONGEST);
        }
        return (int) length;
    }
}
