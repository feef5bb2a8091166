package io.ctcservice.core.loss.scaled;

import java.util.concurrent.ArrayBlockingQueue;

/** Scratch buffers not in use, at most one a processor. Thread-safe. */
final class ScratchPool {

    private final ArrayBlockingQueue<Scratch> idle =
            new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

    /** Returns a buffer that only the caller uses until {@link #giveBack}. */
    Scratch take() {
        var scratch = idle.poll();
        return scratch == null ? new Scratch() : scratch;
    }

    /** Takes a buffer back, with all arrays that were taken from it; a surplus buffer is dropped. */
    void giveBack(Scratch scratch) {
        scratch.release();
        idle.offer(scratch);
    }
}
