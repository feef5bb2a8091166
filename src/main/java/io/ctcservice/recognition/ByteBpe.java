package io.ctcservice.recognition;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * The symbols of byte-level BPE as icefall has it ({@code bbpe.model}): pieces of text in UTF-8, of which each byte is written
 * as a character. Those of ASCII that can be printed stand for themselves, the others are letters from U+0100 on, but for those that NFKC
 * would change.
 */
final class ByteBpe {

    private static final int BYTES = 0x100;
    private static final Map<Integer, Byte> BY_LETTER = byLetter();

    private ByteBpe() {}

    private static Map<Integer, Byte> byLetter() {
        var byLetter = new HashMap<Integer, Byte>();
        int letter = 0x100;
        for (int value = 0; value < BYTES; value++) {
            boolean isItself = value >= ' ' && value <= '~';
            byLetter.put(isItself ? value : letter, (byte) value);
            letter = isItself ? letter : following(letter);
        }
        return Map.copyOf(byLetter);
    }

    private static int following(int letter) {
        int next = letter + 1;
        while (!Normalizer.isNormalized(Character.toString(next), Normalizer.Form.NFKC)) {
            next++;
        }
        return next;
    }

    /**
     * Returns the text that a symbol stands for. Bytes that are no whole character are written as {@code <0xE4>}; what stands for no
     * byte, such as the mark of a word's start, stays.
     */
    static String decoded(String symbol) {
        var decoded = new StringBuilder();
        var bytes = ByteBuffer.allocate(symbol.length());
        symbol.codePoints().forEach(letter -> {
            Byte value = BY_LETTER.get(letter);
            if (value != null) {
                bytes.put(value);
            } else {
                append(bytes, decoded);
                decoded.appendCodePoint(letter);
            }
        });
        append(bytes, decoded);
        return decoded.toString();
    }

    /** Moves bytes to the end of a text. */
    private static void append(ByteBuffer bytes, StringBuilder text) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        var characters = CharBuffer.allocate(bytes.flip().remaining());
        CoderResult result = decoder.decode(bytes, characters, true);
        while (result.isError()) {
            text.append(characters.flip());
            characters.clear();
            for (int i = 0; i < result.length(); i++) {
                text.append("<0x%02X>".formatted(bytes.get()));
            }
            result = decoder.decode(bytes, characters, true);
        }
        text.append(characters.flip());
        bytes.clear();
    }
}
