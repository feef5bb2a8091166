package io.ctcservice.metrics;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.core.loss.ForwardPass;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A decorator that times the forward algorithm of each utterance, {@code ctc.forward}, and records its size T·S,
 * {@code ctc.forward.cells}.
 */
public final class TimedForward implements Forward {

    private final Forward timed;
    private final MeterRegistry registry;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final DistributionSummary cells;

    public TimedForward(Forward timed, MeterRegistry registry) {
        this.timed = timed;
        this.registry = registry;
        timer(); // so that it is there before the first pass
        this.cells = DistributionSummary.builder("ctc.forward.cells")
                .description("Lattice cells T·S of one forward pass")
                .register(registry);
    }

    @Override
    public String kernel() {
        return timed.kernel();
    }

    @Override
    public double logLikelihood(Emissions emissions, ExtendedTarget target) {
        return time(emissions, target, () -> timed.logLikelihood(emissions, target));
    }

    @Override
    public double logLikelihood(Emissions emissions, ExtendedTarget target, double least) {
        return time(emissions, target, () -> timed.logLikelihood(emissions, target, least));
    }

    @Override
    public ForwardPass record(Emissions emissions, ExtendedTarget target) {
        return time(emissions, target, () -> timed.record(emissions, target));
    }

    private <T> T time(Emissions emissions, ExtendedTarget target, Supplier<T> pass) {
        if (Measured.isForItself()) {
            return pass.get();
        }
        cells.record((double) emissions.frames() * target.states());
        return Measured.time(timer(), pass);
    }

    /** Returns the timer of the kernel in use: plain loops until vectors are compiled. */
    private Timer timer() {
        return timers.computeIfAbsent(
                timed.kernel(),
                kernel -> Timer.builder("ctc.forward")
                        .description("Forward pass of one utterance")
                        .tag("kernel", kernel)
                        .register(registry));
    }
}
