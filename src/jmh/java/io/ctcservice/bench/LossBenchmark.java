package io.ctcservice.bench;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.LogForward;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** Loss of a batch from raw logits, log-softmax included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LossBenchmark {

    @Param({"1,150,29,20"})
    String shape = "";

    private Workload workload = new Workload(List.of(), List.of());

    @Setup
    public void setUp() {
        workload = Workload.of(shape, false);
    }

    @Benchmark
    public double forward() {
        double sum = 0;
        var forward = new LogForward();
        for (int b = 0; b < workload.logits().size(); b++) {
            sum += forward.logLikelihood(
                    Emissions.of(workload.logits().get(b), ScoreKind.LOGITS),
                    workload.targets().get(b));
        }
        return sum;
    }
}
