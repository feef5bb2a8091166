package io.ctcservice.api.stream;

import io.ctcservice.codec.Violation;
import io.ctcservice.web.problems.Problems;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/** The memory that streams may hold in all, in bytes. Thread-safe. */
@Component
final class StreamMemory {

    private final long all;
    private final AtomicLong used = new AtomicLong();

    StreamMemory(StreamSettings settings, MeterRegistry registry) {
        this.all = settings.memoryBytes();
        Gauge.builder("ctc.stream.memory.used", used, AtomicLong::get)
                .description("Memory of messages being received, of emissions kept and of searches, of all streams")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("ctc.stream.memory.limit", () -> all)
                .description("Memory that streams may hold in all")
                .baseUnit("bytes")
                .register(registry);
    }

    /** A stream's part of the memory. Thread-safe. */
    final class Share {

        private final AtomicLong taken = new AtomicLong();

        /** Returns whether there was room for so many bytes more; then they are taken. */
        boolean take(long bytes) {
            if (used.addAndGet(bytes) > all) {
                used.addAndGet(-bytes);
                return false;
            }
            taken.addAndGet(bytes);
            return true;
        }

        /** Gives bytes back that were taken. */
        void give(long bytes) {
            taken.addAndGet(-bytes);
            used.addAndGet(-bytes);
        }

        /** Gives back all that is taken. */
        void giveAll() {
            used.addAndGet(-taken.getAndSet(0));
        }
    }

    /** Returns the problem that there is no room for something. */
    static ProblemDetail full(String what) {
        String detail = "no room for " + what + ": all of ctc.stream.memory is in use";
        return Problems.of(HttpStatus.SERVICE_UNAVAILABLE, List.of(new Violation("", detail)));
    }

    Share share() {
        return new Share();
    }
}
