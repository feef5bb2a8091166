package io.ctcservice.train;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/** An endless sequence of batches, of which a pool is made in the background while those of the pool before are trained on. */
final class PooledBatches {

    private final LongFunction<List<Batch>> pools;
    private final Queue<Batch> ready = new ArrayDeque<>();
    private long pool;
    private CompletableFuture<List<Batch>> next;

    /**
     * @param size batches of a pool
     * @param first number of the first batch, where an earlier run stopped
     * @param pools makes the pool of a number, the same one each time
     */
    PooledBatches(int size, long first, LongFunction<List<Batch>> pools) {
        this.pools = pools;
        this.pool = first / size;
        this.next = make(pool);
        for (long skipped = first % size; skipped > 0; skipped--) {
            next();
        }
    }

    Batch next() {
        if (ready.isEmpty()) {
            ready.addAll(next.join());
            pool++;
            next = make(pool);
        }
        return ready.remove();
    }

    private CompletableFuture<List<Batch>> make(long number) {
        return CompletableFuture.supplyAsync(() -> pools.apply(number));
    }
}
