package io.ctcservice.codec.json;

import java.io.InputStream;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.UTF8StreamJsonParser;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;

/**
 * Jackson's UTF-8 parser, extended to read runs of plain numbers straight from its buffer. Other numbers, and those
 * that touch the end of the buffer, are left to {@link #nextToken()}, which is strict and has its own error messages.
 */
final class MatrixParser extends UTF8StreamJsonParser {

    private boolean hasPassedLines;

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

    /**
     * Returns the next token; an array item that is too long for a number is refused with a pointer to it, which
     * Jackson does not give.
     */
    @Override
    public JsonToken nextToken() {
        try {
            return super.nextToken();
        } catch (StreamConstraintsException refused) {
            throw _streamReadContext.inArray() ? UnreadableJsonException.tooLong(this, refused) : refused;
        }
    }

    /**
     * Reads the next numbers of the current array: at its start, or after one of its numbers.
     *
     * @param into takes the numbers from {@code from} on, as far as {@code to}
     * @return the index after the last number read; {@code from} if the next is not plain, or there is none
     */
    int readNumbers(float[] into, int from, int to) {
        byte[] buffer = _inputBuffer;
        int end = _inputEnd;
        int count = from;
        int at = _inputPtr;
        boolean first = !_streamReadContext.hasCurrentIndex();
        hasPassedLines = false;
        while (count < to && at < end) {
            int start = first ? at : afterComma(buffer, at, end);
            if (start < end && buffer[start] == ' ') {
                start++; // many writers put one space here
            }
            if (start < end && buffer[start] <= ' ') {
                start = afterSpaces(buffer, start, end);
            }
            int next = FloatScanner.scan(buffer, start, end, into, count);
            if (next == FloatScanner.NONE) {
                break;
            }
            count++;
            at = next;
            first = false;
        }
        moveTo(at, count - from);
        return count;
    }

    /** Moves behind the numbers that were read. */
    private void moveTo(int position, int numbers) {
        for (int at = _inputPtr; hasPassedLines && at < position; at++) {
            if (_inputBuffer[at] == '\n') {
                _currInputRow++;
                _currInputRowStart = at + 1;
            }
        }
        _inputPtr = position;
        for (int i = 0; i < numbers; i++) {
            _streamReadContext.expectComma(); // counts the items
        }
    }

    /** Returns the position after the next comma, or that of the end if there is no comma. */
    private int afterComma(byte[] buffer, int from, int end) {
        int at = buffer[from] <= ' ' ? afterSpaces(buffer, from, end) : from;
        return at < end && buffer[at] == ',' ? at + 1 : end;
    }

    private int afterSpaces(byte[] buffer, int from, int end) {
        int at = from;
        while (at < end && (buffer[at] == ' ' || isLineSpace(buffer[at]))) {
            at++;
        }
        return at;
    }

    private boolean isLineSpace(byte next) {
        hasPassedLines |= next == '\n';
        return next == '\n' || next == '\r' || next == '\t';
    }
}
