package io.ctcservice.recognition;

import io.ctcservice.core.FloatMatrix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A join of the rows of overlapping windows. In an overlap each frame has a row of both windows; the cut
 * is made where they agree for longest on the best class, of these places where that is the blank, of these nearest to
 * the middle. In the outer quarters of the overlap there is no cut, unless it is very short: one of the windows has too
 * little context there. Where windows overlap by more than half, a frame may be in three of them: its row is then that of
 * an earlier one.
 */
final class Seams {

    private static final int LONG_ENOUGH = 12; // frames of agreement on each side

    private final int blank;
    private final RowSink sink;
    private @Nullable FloatMatrix before;
    private long beforeAt = 0; // the frame of its first row

    Seams(int blank, RowSink sink) {
        this.blank = blank;
        this.sink = sink;
    }

    /** Adds the rows of the next window, which begins in frame {@code at}; all rows are passed on with the last. */
    void add(FloatMatrix window, long at, boolean isLast) {
        var previous = before;
        if (previous == null) {
            before = window;
            beforeAt = at;
        } else {
            int passed = Math.clamp(beforeAt - at, 0, window.rows()); // frames of a third window
            var next = rows(window, passed, window.rows());
            long nextAt = at + passed;
            int overlap = Math.clamp(beforeAt + previous.rows() - nextAt, 0, Math.min(previous.rows(), next.rows()));
            int cut = cut(previous, next, overlap);
            pass(rows(previous, 0, previous.rows() - overlap + cut));
            before = rows(next, cut, next.rows());
            beforeAt = nextAt + cut;
        }
        if (isLast) {
            pass(before);
        }
    }

    private void pass(@Nullable FloatMatrix rows) {
        if (rows != null && rows.rows() > 0) {
            sink.accept(rows);
        }
    }

    private static FloatMatrix rows(FloatMatrix matrix, int from, int to) {
        int columns = matrix.columns();
        return from == 0 && to == matrix.rows()
                ? matrix
                : FloatMatrix.adopt(
                        to - from, columns, Arrays.copyOfRange(matrix.borrowArray(), from * columns, to * columns));
    }

    /** Returns the number of rows of the overlap that are taken from the window before. */
    private int cut(FloatMatrix previous, FloatMatrix window, int overlap) {
        var agreed = new int[overlap]; // the best class of both, −1 where they differ
        for (int i = 0; i < overlap; i++) {
            int one = best(previous, previous.rows() - overlap + i);
            agreed[i] = one == best(window, i) ? one : -1;
        }
        int margin = overlap / 4;
        int middle = overlap / 2;
        int chosen = middle;
        int most = -1;
        for (int cut = Math.max(1, margin); cut <= Math.min(overlap - 1, overlap - margin); cut++) {
            int merit = merit(agreed, cut);
            if (merit > most || (merit == most && Math.abs(cut - middle) < Math.abs(chosen - middle))) {
                most = merit;
                chosen = cut;
            }
        }
        return chosen;
    }

    private int merit(int[] agreed, int cut) {
        int run = 0;
        while (run < LONG_ENOUGH
                && cut - 1 - run >= 0
                && cut + run < agreed.length
                && agreed[cut - 1 - run] >= 0
                && agreed[cut + run] >= 0) {
            run++;
        }
        boolean isQuiet = run > 0 && agreed[cut - 1] == blank && agreed[cut] == blank;
        return 2 * run + (isQuiet ? LONG_ENOUGH : 0);
    }

    private static int best(FloatMatrix rows, int row) {
        int best = 0;
        for (int v = 1; v < rows.columns(); v++) {
            if (rows.get(row, v) > rows.get(row, best)) {
                best = v;
            }
        }
        return best;
    }
}
