package io.ctcservice.acoustic;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The weights of an Elman network as bytes, all little-endian:
 *
 * <pre>
 * bytes  type           content
 * 8      ASCII          CTCELMAN
 * 4      int32          version, 1
 * 12     int32 × 3      D, H, V
 * 4·P    float32 × P    W_x [H][D], W_h [H][H], b_h [H], W_y [V][H], b_y [V], row-major; P = H·(D + H + 1) + V·(H + 1)
 * 4      int32          CRC-32 of all bytes before
 * </pre>
 */
final class ElmanFile {

    private static final byte[] MAGIC = "CTCELMAN".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int HEADER = MAGIC.length + 4 * Integer.BYTES;
    private static final int LARGEST_SIZE = 1 << 14;

    private ElmanFile() {}

    /** Returns the file of these weights, rounded to float32. */
    static byte[] write(ElmanWeights weights) {
        var shape = weights.shape();
        var file = ByteBuffer.allocate(HEADER + Float.BYTES * shape.parameters() + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        file.put(MAGIC).putInt(VERSION);
        file.putInt(shape.featureDimension()).putInt(shape.hiddenSize()).putInt(shape.vocabSize());
        for (double value : weights.values()) {
            file.putFloat((float) value);
        }
        file.putInt(checksum(file.array(), file.position()));
        return file.array();
    }

    /**
     * Returns the weights in a file, which is read to its end.
     *
     * @throws IOException if it cannot be read or is no such file, saying why
     */
    static ElmanWeights read(InputStream in) throws IOException {
        byte[] bytes = in.readAllBytes();
        var file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        require(bytes.length > HEADER, "too short to be a file of weights");
        var magic = new byte[MAGIC.length];
        file.get(magic);
        require(Arrays.equals(magic, MAGIC), "not a file of weights");
        int version = file.getInt();
        require(version == VERSION, "version " + version + ", not " + VERSION);
        var shape = new ElmanShape(size(file), size(file), size(file));
        long expected = HEADER + (long) Float.BYTES * shape.parameters() + Integer.BYTES;
        require(bytes.length == expected, bytes.length + " bytes, not " + expected);
        var values = new double[shape.parameters()];
        for (int i = 0; i < values.length; i++) {
            values[i] = file.getFloat();
        }
        require(checksum(bytes, file.position()) == file.getInt(), "damaged: the checksum differs");
        return new ElmanWeights(shape, values);
    }

    private static int size(ByteBuffer file) throws IOException {
        int size = file.getInt();
        require(size >= 1 && size <= LARGEST_SIZE, "a size of " + size);
        return size;
    }

    private static int checksum(byte[] bytes, int length) {
        var crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static void require(boolean condition, String complaint) throws IOException {
        if (!condition) {
            throw new IOException(complaint);
        }
    }
}
