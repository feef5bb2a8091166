package io.ctcservice.testing;

import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Threads that run the same work at the same time. */
public final class ParallelThreads {

    private ParallelThreads() {}

    /** Runs this many threads at once, each with its number, and waits for all; throws what one of them threw. */
    public static void run(int threads, IntConsumer each) throws InterruptedException, ExecutionException {
        var begin = new CyclicBarrier(threads);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var running = new ArrayList<Future<?>>();
            for (int n = 0; n < threads; n++) {
                int number = n;
                running.add(pool.submit(() -> {
                    begin.await();
                    each.accept(number);
                    return true;
                }));
            }
            for (var one : running) {
                one.get();
            }
        }
    }
}
