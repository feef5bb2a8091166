package io.ctcservice.core;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers whether work is still wanted for one thread, while that thread works; all others are answered as before. */
final class ThreadCancellation {

    private ThreadCancellation() {}

    /** Does the work of this thread with answers from {@code reason}. */
    static void answer(Supplier<@Nullable RuntimeException> reason, Runnable work) {
        var thread = Thread.currentThread();
        var before = Cancellation.exchange(() -> null);
        Cancellation.exchange(() -> Thread.currentThread().equals(thread) ? reason.get() : before.reason());
        try {
            work.run();
        } finally {
            Cancellation.exchange(before);
        }
    }
}
