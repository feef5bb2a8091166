package io.ctcservice.bench;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.loss.scaled.ScaledForward;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of beam search of a batch from raw logits on one thread, log-softmax and exact log-probability included.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class BeamBenchmark {

    @Param("16x500x29x80")
    String shape = "";

    @Param({"16", "100"})
    int width;

    private Workload workload = new Workload(List.of(), List.of());
    private @Nullable TensorFlowCtc tensorFlow;

    @Setup
    public void setUp() {
        workload = Workload.of(shape, true);
        tensorFlow = new TensorFlowCtc(workload.logits());
    }

    @Benchmark
    public double unpruned() {
        return decode(BeamSettings.unpruned(width, 1));
    }

    @Benchmark
    public double pruned() {
        var usual = BeamSettings.DEFAULT;
        return decode(new BeamSettings(width, 1, usual.tokenMinLogProb(), usual.beamMinLogProb()));
    }

    private double decode(BeamSettings settings) {
        var decoder = new PrefixBeamDecoder(new ScaledForward(), 0, settings, Optional.empty());
        double sum = 0;
        for (var logits : workload.logits()) {
            sum += decoder.decode(Emissions.of(logits, ScoreKind.LOGITS))
                    .getFirst()
                    .logProb();
        }
        return sum;
    }

    @Benchmark
    public double tensorFlow() {
        return Objects.requireNonNull(tensorFlow).beam(width);
    }

    @TearDown
    public void tearDown() {
        Objects.requireNonNull(tensorFlow).close();
    }
}
