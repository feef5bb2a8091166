package io.ctcservice.core.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The symbols that stand for one byte, such as {@code <0xE4>}: by them vocabularies of SentencePiece (byte_fallback)
 * spell in UTF-8 what no other symbol spells. A longer symbol may have such bytes in it, as {@code ▁<0xE4><0xBD>}. Immutable.
 *
 * <p>Until the bytes of a character are together, a byte from 0x80 is a character of its own, one of the lone surrogates
 * U+DC80 to U+DCFF, which no text has; a byte below is the character that it is in ASCII.
 */
public final class ByteSymbols {

    private static final String START = "<0x";
    private static final Pattern SYMBOL = Pattern.compile(START + "[0-9A-Fa-f]{2}>");
    private static final int LENGTH = 6;
    private static final int ASCII = 0x80;
    private static final int LEADING = 0xC0;
    private static final int ALONE = 0xDC00;
    private static final char REPLACEMENT = '\uFFFD';

    private final Map<Byte, String> symbols = new HashMap<>();

    /** Takes those of these symbols that stand for bytes. */
    public ByteSymbols(List<String> vocabulary) {
        vocabulary.stream()
                .filter(ByteSymbols::isByte)
                .forEach(symbol -> symbols.putIfAbsent((byte) value(symbol), symbol));
    }

    private static boolean isByte(String symbol) {
        return symbol.length() == LENGTH && beginsWithSymbol(symbol);
    }

    private static boolean beginsWithSymbol(String symbol) {
        return symbol.startsWith(START) && SYMBOL.matcher(symbol).lookingAt();
    }

    private static int value(String symbol) {
        return Integer.parseInt(symbol, 3, 5, 16);
    }

    /** Returns the symbols that spell a character byte by byte; none if one of them is missing. */
    List<String> spelling(int character) {
        var spelling = new ArrayList<String>();
        if (!symbols.isEmpty()) {
            for (byte part : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
                spelling.add(symbols.getOrDefault(part, ""));
            }
        }
        return spelling.contains("") ? List.of() : spelling;
    }

    /**
     * Returns a text with the {@linkplain #joined bytes} that spell them in place of the characters that no symbol has, where
     * there are symbols for all of their bytes.
     *
     * @param known the characters of the other symbols
     */
    public String split(String text, IntPredicate known) {
        if (symbols.isEmpty()) {
            return text;
        }
        var split = new StringBuilder();
        text.codePoints().forEach(character -> {
            List<String> spelling = known.test(character) ? List.of() : spelling(character);
            if (spelling.isEmpty()) {
                split.appendCodePoint(character);
            }
            spelling.forEach(symbol -> split.append(piece(symbol)));
        });
        return split.toString();
    }

    /** Returns a symbol with characters for the bytes in it. */
    static String piece(String symbol) {
        return symbol.contains(START)
                ? SYMBOL.matcher(symbol).replaceAll(part -> Matcher.quoteReplacement(character(value(part.group()))))
                : symbol;
    }

    private static String character(int value) {
        return Character.toString(value < ASCII ? value : ALONE + value);
    }

    /** Returns whether a symbol begins with a byte that a character does not begin with. */
    static boolean goesOn(String symbol) {
        return beginsWithSymbol(symbol) && value(symbol) >= ASCII && value(symbol) < LEADING;
    }

    /** Returns whether a text ends with a byte that may be followed by more of its character. */
    public static boolean endsWithByte(String text) {
        return !text.isEmpty() && isAlone(text.codePointBefore(text.length()));
    }

    /** Returns whether a text begins with a byte that may go on with a character. */
    public static boolean beginsWithByte(String text) {
        return !text.isEmpty() && isAlone(text.codePointAt(0));
    }

    private static boolean isAlone(int character) {
        return character >= ALONE + ASCII && character < ALONE + 0x100;
    }

    /** Returns a text with the characters that its bytes spell; U+FFFD for each byte that spells none, as SentencePiece has it. */
    public static String joined(String text) {
        if (text.codePoints().noneMatch(ByteSymbols::isAlone)) {
            return text;
        }
        var joined = CharBuffer.allocate(text.length());
        ByteBuffer bytes = bytes(text);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(bytes, joined, true);
        while (result.isError()) {
            for (int i = 0; i < result.length(); i++) {
                bytes.get();
                joined.put(REPLACEMENT);
            }
            result = decoder.decode(bytes, joined, true);
        }
        return joined.flip().toString();
    }

    /** Returns a text without what stands for bytes at its end that spell nothing, since more of a character may follow. */
    public static String settled(String joined) {
        int end = joined.length();
        while (end > 0 && joined.charAt(end - 1) == REPLACEMENT) {
            end--;
        }
        return joined.substring(0, end);
    }

    /** Returns a text in UTF-8, its bytes as they are. */
    public static ByteBuffer bytes(String text) {
        var bytes = ByteBuffer.allocate(3 * text.length());
        text.codePoints().forEach(character -> {
            if (isAlone(character)) {
                bytes.put((byte) (character - ALONE));
            } else {
                bytes.put(Character.toString(character).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.flip();
    }
}
