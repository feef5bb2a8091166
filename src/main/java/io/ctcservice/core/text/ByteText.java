package io.ctcservice.core.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Texts of bytes in UTF-8, which need not be whole characters. */
public final class ByteText {

    private ByteText() {}

    /** Returns the text of bytes; those that are no whole character are written as {@code <0xE4>}. */
    public static String of(byte[] utf8) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        var bytes = ByteBuffer.wrap(utf8);
        var text = new StringBuilder();
        var characters = CharBuffer.allocate(utf8.length);
        CoderResult result = decoder.decode(bytes, characters, true);
        while (result.isError()) {
            text.append(characters.flip());
            characters.clear();
            for (int i = 0; i < result.length(); i++) {
                text.append(String.format(Locale.ROOT, "<0x%02X>", bytes.get()));
            }
            result = decoder.decode(bytes, characters, true);
        }
        return text.append(characters.flip()).toString();
    }
}
