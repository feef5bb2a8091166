package io.ctcservice.codec.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A factory of {@code .npy} files, valid and invalid ones, byte by byte. */
final class NpyFiles {

    private NpyFiles() {}

    /** Returns a file of version 1.0 with this dictionary, padded as NumPy does it. */
    static byte[] file(String dictionary, byte[] numbers) {
        return file(1, dictionary, numbers);
    }

    /** Returns a file of a version whose header is as in 1.0 (1) or in 2.0 and 3.0 (any other). */
    static byte[] file(int major, String dictionary, byte[] numbers) {
        int width = major == 1 ? Short.BYTES : Integer.BYTES;
        int padding = Math.floorMod(-(8 + width + dictionary.length() + 1), 64);
        byte[] header = (dictionary + " ".repeat(padding) + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] file = new byte[8 + width + header.length + numbers.length];
        var writer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        writer.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) major, 0});
        if (major == 1) {
            writer.putShort((short) header.length);
        } else {
            writer.putInt(header.length);
        }
        writer.put(header).put(numbers);
        return file;
    }

    /** Returns the dictionary of an array, as NumPy writes it. */
    static String dictionary(String descr, boolean fortranOrder, String shape) {
        return "{'descr': '" + descr + "', 'fortran_order': " + (fortranOrder ? "True" : "False") + ", 'shape': "
                + shape + ", }";
    }
}
