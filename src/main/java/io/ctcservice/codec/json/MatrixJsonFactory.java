package io.ctcservice.codec.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;

/** A factory of {@link MatrixParser}s for streams of UTF-8; rare other input gets Jackson's own parsers. */
final class MatrixJsonFactory extends JsonFactory {

    private static final long serialVersionUID = 1L;
    private static final int HEAD = 4; // this many bytes show the encoding

    MatrixJsonFactory(JsonFactoryBuilder builder) {
        super(builder);
    }

    @Override
    protected JsonParser _createParser(ObjectReadContext context, IOContext io, InputStream body) {
        byte[] head = head(body);
        if (!startsAsUtf8(head)) {
            return super._createParser(context, io, new SequenceInputStream(new ByteArrayInputStream(head), body));
        }
        byte[] buffer = io.allocReadIOBuffer();
        System.arraycopy(head, 0, buffer, 0, head.length);
        return new MatrixParser(
                context,
                io,
                context.getStreamReadFeatures(_streamReadFeatures),
                context.getFormatReadFeatures(_formatReadFeatures),
                body,
                _byteSymbolCanonicalizer.makeChild(_factoryFeatures),
                buffer,
                0,
                head.length);
    }

    private static byte[] head(InputStream body) {
        try {
            return body.readNBytes(HEAD);
        } catch (IOException e) {
            throw JacksonIOException.construct(e);
        }
    }

    /** Returns whether the bytes are ASCII without NUL: UTF-16, UTF-32 and byte order marks are not. */
    private static boolean startsAsUtf8(byte[] head) {
        for (byte each : head) {
            if (each <= 0) {
                return false;
            }
        }
        return true;
    }
}
