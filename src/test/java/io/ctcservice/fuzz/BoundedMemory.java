package io.ctcservice.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * A limit on the memory that a thread allocates: a few bytes that claim to be many must not get the memory that they
 * claim.
 */
final class BoundedMemory {

    /** The allowance for buffers and first tables, whatever the input. */
    private static final long OVERHEAD = 16L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private BoundedMemory() {}

    /**
     * Runs {@code work}, which can be run again, and fails if it allocated more than {@code factor} times its input and a
     * constant. The first time does not count if it was more: classes are loaded, and instrumented, then.
     */
    static void check(byte[] input, int factor, Work work) throws IOException {
        long most = OVERHEAD + (long) factor * input.length;
        if (allocated(work) > most) {
            assertThat(allocated(work))
                    .as("bytes allocated for %d bytes of input", input.length)
                    .isLessThan(most);
        }
    }

    private static long allocated(Work work) throws IOException {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** The work to measure. */
    interface Work {
        void run() throws IOException;
    }
}
