package io.ctcservice.bench;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.kernel.Kernels;
import io.ctcservice.core.loss.ScaledForward;
import java.util.List;
import java.util.Objects;
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
 * Greedy decoding of a batch on all cores, as TensorFlow does it. Its score is a sum of raw maxima, which needs no
 * softmax: {@code decode} is this project's on emissions that are there, {@code decodeFromLogits} makes them first.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class GreedyBenchmark {

    @Param("64x80x6625x20")
    String shape = "";

    private final GreedyDecoder decoder = new GreedyDecoder(new ScaledForward(Kernels.rowKernel()), 0);
    private Workload workload = new Workload(List.of(), List.of());
    private List<Emissions> emissions = List.of();
    private @Nullable TensorFlowCtc tensorFlow;

    @Setup
    public void setUp() {
        workload = Workload.of(shape, true);
        emissions = workload.logits().stream()
                .map(logits -> Emissions.of(logits, ScoreKind.LOGITS))
                .toList();
        tensorFlow = new TensorFlowCtc(workload.logits());
    }

    @Benchmark
    public double decode() {
        return emissions.parallelStream()
                .mapToDouble(one -> decoder.decode(one).getFirst().score())
                .sum();
    }

    @Benchmark
    public double decodeFromLogits() {
        return workload.logits().parallelStream()
                .mapToDouble(logits -> decoder.decode(Emissions.of(logits, ScoreKind.LOGITS))
                        .getFirst()
                        .score())
                .sum();
    }

    @Benchmark
    public double tensorFlow() {
        return Objects.requireNonNull(tensorFlow).greedy();
    }

    @TearDown
    public void tearDown() {
        Objects.requireNonNull(tensorFlow).close();
    }
}
