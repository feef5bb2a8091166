package io.ctcservice.core.decode;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of the current segment, up to a limit: for exact probabilities and spans at its end. Not thread-safe. */
final class SegmentRows {

    /** The most elements of an array in every JVM. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final long mostScores;
    private final List<FloatMatrix> chunks = new ArrayList<>();
    private long scores;
    private boolean isDiscarded;
    private @Nullable ScoreKind kind;

    /** @param mostScores the largest T·V of a segment that is kept */
    SegmentRows(long mostScores) {
        this.mostScores = Math.min(mostScores, LONGEST_ARRAY);
    }

    /**
     * Requires rows to be of the same kind as those that were added.
     *
     * @throws IllegalArgumentException if they are of another
     */
    void requireKind(Emissions rows) {
        if (kind != null && kind != rows.kind()) {
            throw new IllegalArgumentException("rows of " + rows.kind() + " after rows of " + kind);
        }
    }

    /** Adds the rows {@code [from, to)}, of the same kind as those before. */
    void add(Emissions rows, int from, int to) {
        kind = rows.kind();
        int columns = rows.vocabSize();
        scores += (long) (to - from) * columns;
        if (isDiscarded || scores > mostScores) {
            discard();
            return;
        }
        boolean all = from == 0 && to == rows.frames();
        chunks.add(
                all
                        ? rows.scores()
                        : FloatMatrix.adopt(
                                to - from,
                                columns,
                                Arrays.copyOfRange(rows.scores().borrowArray(), from * columns, to * columns)));
    }

    /** Discards the rows, and those that follow up to the next {@link #takeAll}. */
    void discard() {
        chunks.clear();
        isDiscarded = true;
    }

    /** Returns the rows as emissions, empty if there are none or too many, and begins a new segment. */
    Optional<Emissions> takeAll() {
        var taken = chunks.isEmpty() || kind == null ? null : Emissions.withBestPath(joined(), kind);
        chunks.clear();
        scores = 0;
        isDiscarded = false;
        return Optional.ofNullable(taken);
    }

    private FloatMatrix joined() {
        int columns = chunks.get(0).columns();
        var all = new float[(int) scores];
        int at = 0;
        for (FloatMatrix chunk : chunks) {
            float[] values = chunk.borrowArray();
            System.arraycopy(values, 0, all, at, values.length);
            at += values.length;
        }
        return FloatMatrix.adopt(at / columns, columns, all);
    }
}
