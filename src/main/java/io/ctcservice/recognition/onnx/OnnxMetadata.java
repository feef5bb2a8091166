package io.ctcservice.recognition.onnx;

import io.ctcservice.recognition.NetworkFiles;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A reader of the metadata of an ONNX file: the {@code metadata_props} of its model. They are read from the file, since
 * ONNX Runtime's Java interface spoils characters outside the basic plane, such as rare Chinese ones, and what follows
 * them.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto, ModelProto and StringStringEntryProto</a>
 */
final class OnnxMetadata {

    private static final int METADATA = 14;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int LONGEST = 64 << 20;

    private final InputStream in;

    private OnnxMetadata(InputStream in) {
        this.in = in;
    }

    /** Returns the entries of a file that is known to be an ONNX file. */
    static Map<String, String> read(NetworkFiles files) throws IOException {
        var path = files.path();
        try (var stream = path.isPresent()
                ? new BufferedInputStream(Files.newInputStream(path.get()))
                : new ByteArrayInputStream(files.bytes())) {
            return new OnnxMetadata(stream).entries();
        }
    }

    private Map<String, String> entries() throws IOException {
        var entries = new LinkedHashMap<String, String>();
        for (int first = in.read(); first >= 0; first = in.read()) {
            long tag = varint(first);
            if (tag == (METADATA << 3 | 2)) {
                var fields = new OnnxMetadata(new ByteArrayInputStream(bytes())).texts();
                entries.put(fields.getOrDefault(KEY, ""), fields.getOrDefault(VALUE, ""));
            } else {
                skip((int) (tag & 7));
            }
        }
        return entries;
    }

    private Map<Integer, String> texts() throws IOException {
        var texts = new LinkedHashMap<Integer, String>();
        for (int first = in.read(); first >= 0; first = in.read()) {
            long tag = varint(first);
            if ((tag & 7) == 2) {
                texts.put((int) (tag >>> 3), new String(bytes(), StandardCharsets.UTF_8));
            } else {
                skip((int) (tag & 7));
            }
        }
        return texts;
    }

    private void skip(int wireType) throws IOException {
        switch (wireType) {
            case 0 -> varint(in.read());
            case 1 -> in.skipNBytes(8);
            case 2 -> in.skipNBytes(varint(in.read()));
            case 5 -> in.skipNBytes(4);
            default -> throw new IOException("wire type " + wireType);
        }
    }

    private byte[] bytes() throws IOException {
        long length = varint(in.read());
        if (length < 0 || length > LONGEST) {
            throw new IOException("an entry of " + length + " bytes");
        }
        return in.readNBytes((int) length);
    }

    private long varint(int first) throws IOException {
        long value = 0;
        int next = first;
        for (int shift = 0; shift < 64; shift += 7) {
            if (next < 0) {
                throw new EOFException();
            }
            value |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                return value;
            }
            next = in.read();
        }
        throw new IOException("a number of more than ten bytes");
    }
}
