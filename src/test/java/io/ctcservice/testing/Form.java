package io.ctcservice.testing;

import io.ctcservice.codec.npy.NpyArray;
import io.ctcservice.core.FloatMatrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A builder of multipart/form-data bodies, valid or not. */
public final class Form {

    /** Content type of a form. */
    public static final String CONTENT_TYPE = "multipart/form-data; boundary=\"a-Boundary\"";

    private static final String BOUNDARY = "--a-Boundary";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /** Adds a part of JSON. */
    public Form request(String json) {
        return part("Content-Disposition: form-data; name=\"request\"", json.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a part of emissions. */
    public Form emissions(FloatMatrix matrix) {
        return emissions(npy(matrix));
    }

    /** Adds a part of emissions as bytes, right or wrong. */
    public Form emissions(byte[] file) {
        return part(
                "Content-Disposition: form-data; name=\"emissions\"; filename=\"utt.npy\"\r\n"
                        + "Content-Type: application/octet-stream",
                file);
    }

    /** Adds a part with any headers. */
    public Form part(String headers, byte[] content) {
        return text(BOUNDARY + "\r\n" + headers + "\r\n\r\n").bytes(content).text("\r\n");
    }

    /** Adds any text as it is. */
    public Form text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private Form bytes(byte[] bytes) {
        body.writeBytes(bytes);
        return this;
    }

    /** Returns the form with its end. */
    public byte[] complete() {
        return text(BOUNDARY + "--\r\n").body.toByteArray();
    }

    /** Returns the form as far as it goes. */
    public byte[] incomplete() {
        return body.toByteArray();
    }

    /** Returns a matrix as a file. */
    public static byte[] npy(FloatMatrix matrix) {
        var file = new ByteArrayOutputStream();
        try {
            NpyArray.of(matrix).writeTo(file);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return file.toByteArray();
    }
}
