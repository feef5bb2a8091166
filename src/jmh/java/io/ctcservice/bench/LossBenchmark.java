package io.ctcservice.bench;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.core.math.Kernels;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of the loss of a batch from raw float32 logits, log-softmax included, and its gradient; PyTorch in the
 * same run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LossBenchmark {

    /** B, T, V, U. */
    @Param({"1x150x29x20", "16x500x29x80", "32x1000x32x150", "8x1500x1024x200", "64x80x6625x12", "1x10000x32x1500"})
    String shape = "";

    @Param({"flat", "peaky"})
    String logits = "";

    /** {@code chosen} is what {@link Kernels} chooses, as the service does; {@code vector} and {@code scalar} force it. */
    @Param({"chosen", "vector", "scalar", "plain", "pytorch"})
    String kernel = "";

    @Param({"1", "2"})
    int threads;

    private Workload workload = new Workload(List.of(), List.of());
    private Forward forward = new LogForward();
    private @Nullable TorchLoss torch;

    @Setup
    public void setUp() {
        workload = Workload.of(shape, logits.equals("peaky"));
        switch (kernel) {
            case "chosen" -> forward = new ScaledForward();
            case "vector" -> forward = ScaledForward.vector();
            case "scalar" -> forward = ScaledForward.scalar();
            case "pytorch" -> torch = new TorchLoss(workload, threads);
            default -> forward = new LogForward();
        }
    }

    /** Returns the sum of the losses. */
    @Benchmark
    public double forward() {
        return torch != null ? torch.loss() : overBatch(b -> 0 - forward.logLikelihood(emissions(b), target(b)));
    }

    /** Returns the sum over the batch of one component of the gradient. */
    @Benchmark
    public double gradient() {
        return torch != null
                ? torch.gradient(0, 0, 0)
                : overBatch(b -> {
                    try (var pass = forward.record(emissions(b), target(b))) {
                        var gradient = pass.gradient();
                        return b == 0 ? gradient.get(0, 0) : 0;
                    }
                });
    }

    private double overBatch(IntToDoubleFunction utterance) {
        var utterances = IntStream.range(0, workload.logits().size());
        return (threads == 1 ? utterances : utterances.parallel())
                .mapToDouble(utterance)
                .sum();
    }

    private Emissions emissions(int b) {
        return Emissions.of(workload.logits().get(b), ScoreKind.LOGITS);
    }

    private ExtendedTarget target(int b) {
        return workload.targets().get(b);
    }
}
