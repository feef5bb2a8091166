package io.ctcservice.core.loss;

import io.ctcservice.core.Cancellation;
import org.jspecify.annotations.Nullable;

/** A recursion over rows of logarithms, frame by frame, that can be restarted from a saved row. Not thread-safe. */
public abstract class LogRowWalk implements Checkpoints.Walk<LogRow> {

    private LogRow row;
    private LogRow next;

    /** @param start the row before the first step */
    protected LogRowWalk(LogRow start) {
        this.row = start;
        this.next = new LogRow(start.states());
    }

    /** Returns the current row. */
    public final LogRow row() {
        return row;
    }

    @Override
    public final LogRow save(@Nullable LogRow old) {
        if (old == null) {
            return row.copy();
        }
        old.set(row);
        return old;
    }

    @Override
    public final void restore(LogRow state) {
        row.set(state);
    }

    @Override
    public final void step(int t) {
        Cancellation.checkAt(t);
        advance(row, next, t);
        var swap = row;
        row = next;
        next = swap;
    }

    /** Computes the row of frame {@code t} from the one before. */
    protected abstract void advance(LogRow before, LogRow after, int t);
}
