package io.ctcservice.web.overload;

import com.sun.management.UnixOperatingSystemMXBean;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The limits of concurrent work. More waits a little, and is then answered with 503 and {@code Retry-After}.
 *
 * @param maxRequests requests being read, computed or answered, those that wait for a processor included. As many again,
 *     or as many as there are threads for, wait for a place; more are refused at once. Below the number of Tomcat's
 *     threads ({@code server.tomcat.threads.max}), so that probes and metrics always find one.
 * @param maxConnections open connections; more wait until one is closed. One for each 224 KB of heap if not set, and no
 *     more than files may be opened: a connection with half a request takes 70 KB, one with a stream 110 KB.
 * @param bytesInFlight bytes of all bodies being worked on, by their declared length; a 16th of the heap if not set.
 *     Larger bodies are refused with 413, whatever {@code ctc.limits} says.
 * @param emissionsInFlight bytes of the emissions of all recordings being worked on; half of the heap if not set. A recording that
 *     finds no room in time is answered with 503
 * @param computations requests computing at a time; the number of processors if not set
 * @param maxWait how long a request waits for a place, for room for its body, and for a processor
 * @param maxComputation how long a request may compute; then it ends with 422
 * @param lookEvery the interval in which connections are checked for clients that have disconnected, and computations for their time limit
 * @param retryAfter the value of {@code Retry-After} for refused clients, in whole seconds
 * @param headerTime how long the line and headers of a request may take; then the connection is closed
 * @param body how long the body of a request may take, and how long the client may take over that of the answer
 */
@Validated
@ConfigurationProperties("ctc.overload")
record Capacity(
        @DefaultValue("64") @Min(1) @Max(150) int maxRequests,
        @Min(0) @DefaultValue("0") int maxConnections,
        @Nullable DataSize bytesInFlight,
        @Nullable DataSize emissionsInFlight,
        @Min(0) @DefaultValue("0") int computations,
        @DefaultValue("2s") Duration maxWait,
        @DefaultValue("5m") Duration maxComputation,
        @DefaultValue("250ms") Duration lookEvery,
        @DefaultValue("1s") Duration retryAfter,
        @DefaultValue("20s") Duration headerTime,
        @DefaultValue BodyTime body) {

    /**
     * The time limits of bodies: slower requests end with 408, slower responses with the connection.
     *
     * @param grace nothing is asked of a body before this time
     * @param minPerSecond bytes a second, on average, after the grace; 0 asks for none
     * @param max no body may take longer
     */
    record BodyTime(
            @DefaultValue("5s") Duration grace,
            @DefaultValue("32KB") DataSize minPerSecond,
            @DefaultValue("5m") Duration max) {

        /** Returns the time allowed for this many bytes. */
        Duration allowed(long bytes) {
            if (minPerSecond.toBytes() == 0) {
                return max;
            }
            var atLeast = grace.plusMillis(1000 * bytes / minPerSecond.toBytes());
            return atLeast.compareTo(max) < 0 ? atLeast : max;
        }
    }

    /**
     * The share of the heap for bodies: a JSON body of n bytes may hold n/2 numbers, each held as a float, a double and
     * text: about 10 n bytes.
     */
    private static final int HEAP_SHARE = 16;

    private static final long HEAP_OF_A_CONNECTION = 224 << 10;
    private static final int SPARE_THREADS = 8; // for probes
    private static final int MOST_CONNECTIONS = 8192; // as Tomcat has it
    private static final int LEAST_CONNECTIONS = 16;
    private static final int SPARE_FILES = 96; // for jars, networks, and what comes and goes

    int connections() {
        return maxConnections == 0 ? fitting(Runtime.getRuntime().maxMemory(), freeFiles()) : maxConnections;
    }

    /**
     * Returns how many connections there is room for: each is an open file, too, and where none can be opened no class can be
     * loaded, and what failed once for that fails for ever.
     *
     * @param heap its bytes
     * @param files how many more may be opened
     */
    static int fitting(long heap, long files) {
        long fitting = Math.min(heap / HEAP_OF_A_CONNECTION, files - SPARE_FILES);
        return Math.clamp(fitting, LEAST_CONNECTIONS, MOST_CONNECTIONS);
    }

    private static long freeFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    long bytes() {
        return bytesInFlight == null ? Runtime.getRuntime().maxMemory() / HEAP_SHARE : bytesInFlight.toBytes();
    }

    long emissionBytes() {
        return emissionsInFlight == null ? Runtime.getRuntime().maxMemory() / 2 : emissionsInFlight.toBytes();
    }

    /** Returns how many requests may wait for a permit without taking the threads that others need. */
    int mostWaiting(int threads) {
        int others = AdmissionFilter.SCRAPES + BodyClockValve.MOST_AT_A_TIME + SPARE_THREADS;
        return Math.clamp(threads - maxRequests - others, 0, maxRequests);
    }

    int computationsAtATime() {
        return computations == 0 ? Runtime.getRuntime().availableProcessors() : computations;
    }
}
