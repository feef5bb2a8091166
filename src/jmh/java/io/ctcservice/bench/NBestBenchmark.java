package io.ctcservice.bench;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.decode.Hypothesis;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.core.loss.shared.SharedForward;
import io.ctcservice.core.math.RowMath;
import java.util.List;
import java.util.Optional;
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

/** A benchmark of the exact log-probabilities of an n-best list, one utterance on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class NBestBenchmark {

    @Param({"1x500x29x80", "1x20000x29x2000"})
    String shape = "";

    @Param({"1", "10", "100"})
    int nBest;

    private final ScaledForward forward = new ScaledForward();
    private Emissions emissions = Emissions.of(FloatMatrix.ofRows(new float[2]), ScoreKind.LOGITS);
    private List<Labels> hypotheses = List.of();
    private double least;

    @Setup
    public void setUp() {
        emissions = unsure(Workload.of(shape, true).logits().getFirst());
        List<Hypothesis> read = decoder().decode(emissions);
        hypotheses = read.stream().map(Hypothesis::labels).toList();
        least = read.stream().mapToDouble(one -> one.parts().acoustic()).min().orElse(0);
    }

    /** Returns logits that in one of ten frames with a label nearly say another one instead. */
    private static Emissions unsure(FloatMatrix logits) {
        var random = new Random(1);
        int classes = logits.columns();
        float[] values = logits.toArray();
        for (int t = 0; t < logits.rows(); t++) {
            int best = RowMath.chosen().search().argmax(values, t * classes, classes);
            if (best != 0 && random.nextInt(10) == 0) {
                values[t * classes + 1 + random.nextInt(classes - 1)] = values[t * classes + best] - 1;
            }
        }
        return Emissions.of(FloatMatrix.adopt(logits.rows(), classes, values), ScoreKind.LOGITS);
    }

    private PrefixBeamDecoder decoder() {
        var usual = BeamSettings.DEFAULT;
        int width = Math.max(usual.beamWidth(), 2 * nBest);
        var settings = new BeamSettings(width, nBest, usual.tokenMinLogProb(), usual.beamMinLogProb());
        return new PrefixBeamDecoder(forward, 0, settings, Optional.empty());
    }

    int hypotheses() {
        return hypotheses.size();
    }

    /** Search and log-probabilities. */
    @Benchmark
    public double decode() {
        return decoder().decode(emissions).getFirst().logProb();
    }

    /** The log-probabilities alone, sharing what the hypotheses have in common. */
    @Benchmark
    public double shared() {
        return sum(new SharedForward(forward).logLikelihoods(emissions, hypotheses, 0, least));
    }

    /** The log-probabilities alone, a forward pass for each. */
    @Benchmark
    public double each() {
        return hypotheses.stream()
                .mapToDouble(labels -> forward.logLikelihood(emissions, ExtendedTarget.of(labels, 0)))
                .sum();
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
