package io.ctcservice.core;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A cancellation source for one thread; other threads get the answers of the previous source. */
final class ThreadCancellation {

    private ThreadCancellation() {}

    /** Does the work of this thread with answers from {@code reason}. */
    static void answer(Supplier<@Nullable RuntimeException> reason, Runnable work) {
        var thread = Thread.currentThread();
        var before = Cancellation.replaceSource(() -> null);
        Cancellation.replaceSource(() -> Thread.currentThread().equals(thread) ? reason.get() : before.reason());
        try {
            work.run();
        } finally {
            Cancellation.replaceSource(before);
        }
    }
}
