package io.ctcservice.core.decode.guide;

import io.ctcservice.core.lm.Signs;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of labels in parts, each of which begins where a sign follows what is none: {@code the} and {@code ,} of the piece
 * {@code the,}. Found when first asked for. Not thread-safe.
 */
final class PieceParts {

    private final WordGrouping grouping;
    private final boolean readSigns;
    private final String[] @Nullable [] known;

    /** @param readSigns whether signs are read apart from words; else a piece is one part */
    PieceParts(WordGrouping grouping, boolean readSigns) {
        this.grouping = grouping;
        this.readSigns = readSigns;
        this.known = new String[grouping.size()][];
    }

    /** Returns the parts of label {@code v}, none if it adds no characters to a word; not to be changed. */
    String[] of(int v) {
        String[] parts = known[v];
        if (parts == null) {
            parts = split(grouping.piece(v));
            known[v] = parts;
        }
        return parts;
    }

    /** Returns whether a part of label {@code v} begins with a sign, by which a listed word before it is priced as such. */
    boolean haveSign(int v) {
        String[] parts = of(v);
        return parts.length > 1 || (parts.length == 1 && readSigns && Signs.isSign(parts[0].charAt(0)));
    }

    private String[] split(String piece) {
        var parts = new ArrayList<String>(1);
        int from = 0;
        for (int i = 1; i < piece.length() && readSigns; i++) {
            if (Signs.isSign(piece.charAt(i)) && !Signs.isSign(piece.charAt(i - 1))) {
                parts.add(piece.substring(from, i));
                from = i;
            }
        }
        if (!piece.isEmpty()) {
            parts.add(piece.substring(from));
        }
        return parts.toArray(String[]::new);
    }
}
