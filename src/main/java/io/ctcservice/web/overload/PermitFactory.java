package io.ctcservice.web.overload;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** A factory of permits for what is limited besides requests. */
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
     * @param kind what they are for, a tag of the gauges
     * @param all how many there are
     */
    public Permits permits(String kind, int all) {
        return new Permits(kind, all, capacity.retryAfter(), registry);
    }
}
