package io.ctcservice.web.overload;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** The memory for the emissions of recordings, of which requests take more while their body is read. Thread-safe. */
@Component
final class EmissionMemory {

    private static final int UNIT = 1024;

    private final Permits kibibytes;
    private final int all;
    private final Duration maxWait;

    EmissionMemory(Capacity capacity, MeterRegistry registry) {
        this.all = Math.clamp(capacity.emissionBytes() / UNIT, 1, Integer.MAX_VALUE);
        this.kibibytes = new Permits("emissionKibibytes", all, capacity.retryAfter(), registry);
        this.maxWait = capacity.maxWait();
    }

    Share share() {
        return new Share();
    }

    /** The part that one request holds: all of the memory at most, since its own limit is another one. Not thread-safe. */
    final class Share implements AutoCloseable {

        private final List<Permits.Permit> taken = new ArrayList<>();
        private long bytes = 0;
        private int units = 0;

        private Share() {}

        /**
         * Takes more.
         *
         * @throws OverloadedException if it is not free in time
         */
        void take(long more) {
            bytes += more;
            int wanted = (int) Math.min(all, bytes / UNIT);
            if (wanted > units) {
                taken.add(kibibytes.take(wanted - units, maxWait));
                units = wanted;
            }
        }

        /** Gives all back. */
        @Override
        public void close() {
            taken.forEach(Permits.Permit::close);
            taken.clear();
        }
    }
}
