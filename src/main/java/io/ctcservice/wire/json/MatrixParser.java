package io.ctcservice.wire.json;

import java.io.InputStream;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.UTF8StreamJsonParser;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;

/**
 * Jackson's parser of UTF-8, which besides reads runs of plain numbers straight from its buffer. What is not plain, and
 * what touches the end of the buffer, it leaves to {@link #nextToken()}, with its strictness and its words for what is
 * wrong.
 */
final class MatrixParser extends UTF8StreamJsonParser {

    private final FloatScanner scanner = new FloatScanner();

    MatrixParser(
            ObjectReadContext context,
            IOContext io,
            int streamFeatures,
            int jsonFeatures,
            InputStream body,
            ByteQuadsCanonicalizer names,
            byte[] buffer,
            int start,
            int end) {
        super(context, io, streamFeatures, jsonFeatures, body, names, buffer, start, end, start, true);
    }

    /** Points at an item of an array that is longer than a number may be; Jackson says only that there is one. */
    @Override
    public JsonToken nextToken() {
        try {
            return super.nextToken();
        } catch (StreamConstraintsException refused) {
            throw _streamReadContext.inArray() ? UnreadableJsonException.tooLong(this, refused) : refused;
        }
    }

    /**
     * Reads the next numbers of the array that the parser is in: at its start, or after one of its numbers.
     *
     * @param into takes the numbers from {@code from} on, as far as {@code to}
     * @return the index after the last number read; {@code from} if the next is not plain, or there is none
     */
    int readNumbers(float[] into, int from, int to) {
        int count = from;
        boolean first = !_streamReadContext.hasCurrentIndex();
        while (count < to) {
            int at = first ? _inputPtr : afterComma();
            at = afterSpaces(at);
            if (at < 0 || !scanner.scan(_inputBuffer, at, _inputEnd)) {
                break;
            }
            into[count++] = scanner.value();
            _inputPtr = scanner.end();
            _streamReadContext.expectComma(); // counts the items
            first = false;
        }
        return count;
    }

    /** Returns the position after the comma that follows, negative where none does. */
    private int afterComma() {
        int at = afterSpaces(_inputPtr);
        return at < _inputEnd && _inputBuffer[at] == ',' ? at + 1 : -1;
    }

    private int afterSpaces(int from) {
        int at = from;
        while (at >= 0 && at < _inputEnd && _inputBuffer[at] == ' ') {
            at++;
        }
        return at;
    }
}
