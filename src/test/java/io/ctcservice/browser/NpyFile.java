package io.ctcservice.browser;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A writer of the file that {@code numpy.save} writes for a float32 matrix. */
final class NpyFile {

    private NpyFile() {}

    static byte[] of(float[][] rows) {
        String description =
                "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows.length + ", " + rows[0].length + "), }";
        int padding = 63 - (10 + description.length()) % 64;
        byte[] header = (description + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        var file = ByteBuffer.allocate(10 + header.length + 4 * rows.length * rows[0].length)
                .order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        file.putShort((short) header.length).put(header);
        for (float[] row : rows) {
            for (float value : row) {
                file.putFloat(value);
            }
        }
        return file.array();
    }
}
