package io.ctcservice.bench;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.decode.Decoder;
import io.ctcservice.core.decode.EndpointRules;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.testing.SharedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of a minute of real speech, 3,000 rows of 20 ms, on one thread from raw logits to the final reading: row by row with
 * a partial reading after each message, and in one go; needs the reference data.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StreamBenchmark {

    private static final int FRAMES = 3000;

    /** The scores besides the emissions of a beam of the default width; {@code greedy} is no beam. */
    @Param({"greedy", "nothing", "languageModel", "10000 hotwords"})
    String guide = "";

    /** Rows a message: 20 ms or 200 ms. */
    @Param({"1", "10"})
    int rows;

    private FloatMatrix logits = FloatMatrix.ofRows();
    private List<FloatMatrix> messages = List.of();
    private @Nullable Decoder decoder;

    @Setup
    public void setUp() throws IOException {
        var data = SharedData.find().orElseThrow();
        var item = data.items("speech_libri_char").getFirst();
        logits = repeated(item.scores(), FRAMES);
        messages = messages(logits, rows);
        decoder = decoder(data, item);
    }

    private Decoder decoder(SharedData data, SharedData.Item item) throws IOException {
        var vocabulary = item.vocabulary();
        if (guide.equals("greedy")) {
            return new GreedyDecoder(new ScaledForward(), vocabulary.blank());
        }
        return new PrefixBeamDecoder(
                new ScaledForward(),
                vocabulary.blank(),
                BeamSettings.DEFAULT,
                GuidedBeamBenchmark.guidance(guide, data, vocabulary),
                Optional.of(WordGrouping.of(vocabulary)),
                Long.MAX_VALUE);
    }

    private static FloatMatrix repeated(FloatMatrix scores, int frames) {
        int columns = scores.columns();
        var values = new float[frames * columns];
        for (int t = 0; t < frames; t++) {
            System.arraycopy(scores.borrowArray(), t % scores.rows() * columns, values, t * columns, columns);
        }
        return FloatMatrix.adopt(frames, columns, values);
    }

    private static List<FloatMatrix> messages(FloatMatrix logits, int rows) {
        int columns = logits.columns();
        var messages = new ArrayList<FloatMatrix>();
        for (int from = 0; from < logits.rows(); from += rows) {
            int to = Math.min(logits.rows(), from + rows);
            messages.add(FloatMatrix.adopt(
                    to - from, columns, Arrays.copyOfRange(logits.borrowArray(), from * columns, to * columns)));
        }
        return messages;
    }

    @Benchmark
    public double atOnce() {
        return Objects.requireNonNull(decoder)
                .decode(Emissions.of(logits, ScoreKind.LOGITS))
                .getFirst()
                .logProb();
    }

    @Benchmark
    public double stream() {
        var session = Objects.requireNonNull(decoder).open(logits.columns(), EndpointRules.NONE, Long.MAX_VALUE);
        int read = 0;
        for (FloatMatrix message : messages) {
            session.accept(Emissions.of(message, ScoreKind.LOGITS), 0);
            read += session.partial().stable();
        }
        return read < 0 ? read : session.end().hypotheses().getFirst().logProb();
    }
}
