package io.ctcservice.bench;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.align.ForcedAligner;
import io.ctcservice.core.align.ViterbiRow;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.core.math.Kernels;
import java.util.Random;
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

/** A benchmark of the best path of one utterance with its spans, next to the forward pass in log space; V = 29. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AlignBenchmark {

    private static final int VOCABULARY = 29;

    /** T and U. */
    @Param({"150x20", "1000x150", "10000x1500", "60000x6000"})
    String shape = "";

    /** {@code vector} is what {@link Kernels} chooses where it can; {@code forward} is no alignment but the sum. */
    @Param({"vector", "scalar", "forward"})
    String method = "";

    private Emissions emissions =
            Emissions.of(FloatMatrix.adopt(1, VOCABULARY, new float[VOCABULARY]), ScoreKind.LOGITS);
    private ExtendedTarget target = ExtendedTarget.of(Labels.of(), 0);
    private ViterbiRow row = ViterbiRow.scalar();

    @Setup
    public void setUp() {
        var random = new Random(1);
        int times = shape.indexOf('x');
        int frames = Integer.parseInt(shape.substring(0, times));
        int length = Integer.parseInt(shape.substring(times + 1));
        var logits = new float[frames * VOCABULARY];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (2 * random.nextGaussian());
        }
        emissions = Emissions.of(FloatMatrix.adopt(frames, VOCABULARY, logits), ScoreKind.LOGITS);
        target = ExtendedTarget.of(Labels.of(random.ints(length, 1, VOCABULARY).toArray()), 0);
        row = method.equals("vector") ? ViterbiRow.vector() : ViterbiRow.scalar();
    }

    @Benchmark
    public double logProb() {
        return method.equals("forward")
                ? new LogForward().logLikelihood(emissions, target)
                : new ForcedAligner(row).align(emissions, target).orElseThrow().logProb();
    }
}
