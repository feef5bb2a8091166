package io.ctcservice.metrics;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.decode.Decoder;
import io.ctcservice.core.decode.Hypothesis;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import org.springframework.stereotype.Component;

/** A timer of searches, {@code ctc.decode}. */
@Component
public final class TimedDecoding {

    private final MeterRegistry registry;

    TimedDecoding(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Returns what a decoder finds in an utterance. */
    public List<Hypothesis> decode(Decoder decoder, Emissions emissions) {
        var timer = Timer.builder("ctc.decode")
                .description("Search over one utterance")
                .tag("decoder", decoder.name())
                .register(registry);
        return Measured.time(timer, () -> decoder.decode(emissions));
    }
}
