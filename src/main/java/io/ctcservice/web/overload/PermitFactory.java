package io.ctcservice.web.overload;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** A factory of permits for what is limited besides requests, such as open streams. */
@Component
public final class PermitFactory {

    private final Capacity capacity;
    private final MeterRegistry registry;

    PermitFactory(Capacity capacity, MeterRegistry registry) {
        this.capacity = capacity;
        this.registry = registry;
    }

    /**
     * Returns permits with gauges of their own.
     *
     * @param kind the tag of their gauges
     * @param all their number
     */
    public Permits permits(String kind, int all) {
        return new Permits(kind, all, capacity.retryAfter(), registry);
    }
}
