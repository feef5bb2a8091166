package io.ctcservice.core.text;

import java.io.ByteArrayOutputStream;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * The symbols of byte-level BPE: pieces of text in UTF-8, of which each byte is written as a character. Some stand for themselves, the
 * others are letters from U+0100 on.
 */
public enum ByteBpe {
    /** As icefall has it ({@code bbpe.model}): what can be printed of ASCII is itself; letters that NFKC would change are left out. */
    ICEFALL(value -> value >= ' ' && value <= '~', ByteBpe::followingInNfkc),
    /** As GPT-2 has it, and {@code ByteLevel} of Hugging Face's tokenizers: what can be printed of Latin-1 is itself. */
    GPT_2(
            value -> (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xFF && value != 0xAD),
            letter -> letter + 1);

    private static final int BYTES = 0x100;

    /** The letter for the space of {@link #GPT_2}. */
    static final char SPACE = '\u0120';

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
    private final Map<Integer, Byte> byLetter;

    ByteBpe(IntPredicate isItself, IntUnaryOperator following) {
        var letters = new HashMap<Integer, Byte>();
        int letter = 0x100;
        for (int value = 0; value < BYTES; value++) {
            boolean isSame = isItself.test(value);
            letters.put(isSame ? value : letter, (byte) value);
            letter = isSame ? letter : following.applyAsInt(letter);
        }
        this.byLetter = Map.copyOf(letters);
    }

    private static int followingInNfkc(int letter) {
        int next = letter + 1;
        while (!Normalizer.isNormalized(Character.toString(next), Normalizer.Form.NFKC)) {
            next++;
        }
        return next;
    }

    /**
     * Returns whether symbols are those of {@link #GPT_2}: a piece of several characters begins with {@code Ġ}, and all are of letters
     * for bytes, which the space and SentencePiece's {@code ▁} are not.
     *
     * @param blank the class whose symbol counts for nothing
     */
    static boolean isGpt2(List<String> symbols, int blank) {
        boolean begins = false;
        for (int v = 0; v < symbols.size() && !begins; v++) {
            String symbol = symbols.get(v);
            begins = v != blank && symbol.length() > 1 && symbol.charAt(0) == SPACE;
        }
        for (int v = 0; v < symbols.size() && begins; v++) {
            begins = v == blank || symbols.get(v).chars().allMatch(GPT_2.byLetter::containsKey);
        }
        return begins;
    }

    /**
     * Returns the text that a symbol stands for. Bytes that are no whole character are written as {@code <0xE4>}; what stands for no
     * byte, such as the mark of a word's start, stays.
     */
    public String decoded(String symbol) {
        var decoded = new StringBuilder();
        var bytes = new ByteArrayOutputStream();
        symbol.codePoints().forEach(letter -> {
            Byte value = byLetter.get(letter);
            if (value != null) {
                bytes.write(value);
            } else {
                decoded.append(ByteText.of(bytes.toByteArray())).appendCodePoint(letter);
                bytes.reset();
            }
        });
        return decoded.append(ByteText.of(bytes.toByteArray())).toString();
    }
}
