package io.ctcservice.codec.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.SerializableString;

/** ASCII text that a generator of bytes can write unchanged. */
final class AsciiText implements SerializableString {

    private final byte[] text;

    /** @param text from now on not to be changed */
    AsciiText(byte[] text) {
        this.text = text;
    }

    @Override
    public String getValue() {
        return new String(text, StandardCharsets.US_ASCII);
    }

    @Override
    public int charLength() {
        return text.length;
    }

    @Override
    public byte[] asUnquotedUTF8() {
        return text;
    }

    @Override
    public int appendUnquotedUTF8(byte[] into, int at) {
        if (at + text.length > into.length) {
            return -1;
        }
        System.arraycopy(text, 0, into, at, text.length);
        return text.length;
    }

    @Override
    public int appendUnquoted(char[] into, int at) {
        if (at + text.length > into.length) {
            return -1;
        }
        getValue().getChars(0, text.length, into, at);
        return text.length;
    }

    @Override
    public int writeUnquotedUTF8(OutputStream out) throws IOException {
        out.write(text);
        return text.length;
    }

    @Override
    public int putUnquotedUTF8(ByteBuffer into) {
        if (into.remaining() < text.length) {
            return -1;
        }
        into.put(text);
        return text.length;
    }

    @Override
    public char[] asQuotedChars() {
        throw notQuoted();
    }

    @Override
    public byte[] asQuotedUTF8() {
        throw notQuoted();
    }

    @Override
    public int appendQuotedUTF8(byte[] into, int at) {
        throw notQuoted();
    }

    @Override
    public int appendQuoted(char[] into, int at) {
        throw notQuoted();
    }

    @Override
    public int writeQuotedUTF8(OutputStream out) {
        throw notQuoted();
    }

    @Override
    public int putQuotedUTF8(ByteBuffer into) {
        throw notQuoted();
    }

    private static RuntimeException notQuoted() {
        return new UnsupportedOperationException("numbers are no text in quotes");
    }
}
