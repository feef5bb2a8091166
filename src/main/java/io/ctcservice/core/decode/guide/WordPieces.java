package io.ctcservice.core.decode.guide;

import io.ctcservice.core.lm.Signs;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The word pieces of labels, each worked out when it is first asked for. Not thread-safe. */
final class WordPieces {

    private final WordGrouping grouping;
    private final boolean readSigns;
    private final @Nullable WordPiece[] known;

    /** @param readSigns whether signs are read apart from words; else a piece is one part */
    WordPieces(WordGrouping grouping, boolean readSigns) {
        this.grouping = grouping;
        this.readSigns = readSigns;
        this.known = new @Nullable WordPiece[grouping.size()];
    }

    /** Returns the piece of label {@code v}. */
    WordPiece of(int v) {
        WordPiece piece = known[v];
        if (piece == null) {
            List<String> parts = split(grouping.piece(v));
            piece = new WordPiece(
                    parts,
                    parts.isEmpty(),
                    grouping.separates(v) || grouping.begins(v),
                    grouping.ends(v),
                    haveSign(parts));
            known[v] = piece;
        }
        return piece;
    }

    private boolean haveSign(List<String> parts) {
        return parts.size() > 1
                || (parts.size() == 1 && readSigns && Signs.isSign(parts.get(0).charAt(0)));
    }

    private List<String> split(String piece) {
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
        return List.copyOf(parts);
    }
}
