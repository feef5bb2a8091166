package io.ctcservice.bench;

import io.ctcservice.core.Collapse;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.core.math.RowMath;
import io.ctcservice.core.math.RowSearch;
import java.util.Arrays;
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
 * A benchmark of greedy decoding of a batch on all cores, as TensorFlow does it: its score is the sum of the highest
 * raw logits and needs no softmax. {@code bestPath} computes just that; {@code decodeFromLogits} also what TensorFlow
 * does not: log-softmax, and the exact log-probability of the labels; {@code decode} is the same on emissions that are
 * there.
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

    private final RowSearch search = RowMath.chosen().search();
    private final GreedyDecoder decoder = new GreedyDecoder(new ScaledForward(), 0);
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
                .mapToDouble(logits -> decoder.decode(Emissions.withBestPath(logits, ScoreKind.LOGITS))
                        .getFirst()
                        .score())
                .sum();
    }

    /** Returns the sum of the highest logits of all frames, and reads the labels. */
    @Benchmark
    public double bestPath() {
        return workload.logits().parallelStream().mapToDouble(this::bestPath).sum();
    }

    private double bestPath(FloatMatrix logits) {
        var path = new int[logits.rows()];
        double sum = 0;
        for (int t = 0; t < path.length; t++) {
            path[t] = search.argmax(logits.borrowArray(), t * logits.columns(), logits.columns());
            sum += logits.get(t, path[t]);
        }
        return Collapse.labels(path, 0).length() <= path.length ? sum : Double.NaN; // so that the labels are needed
    }

    /** Returns the labels of all utterances, one after the other. */
    int[] labels() {
        return emissions.stream()
                .flatMapToInt(one ->
                        Arrays.stream(decoder.decode(one).getFirst().labels().toArray()))
                .toArray();
    }

    /** Returns the same as TensorFlow reads it. */
    int[] tensorFlowLabels() {
        return Objects.requireNonNull(tensorFlow).greedyLabels();
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
