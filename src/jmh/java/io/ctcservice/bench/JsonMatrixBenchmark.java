package io.ctcservice.bench;

import io.ctcservice.codec.json.CtcJson;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.request.Limits;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** A benchmark of matrices from and to JSON, by the mapper of the service: time per number. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JsonMatrixBenchmark {

    static final int ROWS = 1000;
    static final int COLUMNS = 32;

    /**
     * How the numbers are written: {@code float} with as many digits as a float32 needs, as this service and most others
     * do; {@code double} with the 17 digits or so of the same number as a float64, and a space after each comma, as
     * Python does; {@code pretty} as {@code float} with a line for each number; {@code normal} as {@code float}, but
     * standard normal, so that many have eight digits behind the point and many have not.
     */
    @Param({"float", "double", "pretty", "normal"})
    String text = "";

    private static final JsonMapper JACKSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .build())
            .build();

    private final JsonMapper json = CtcJson.mapper(Limits.defaults().json()).build();
    private final JsonMapper plain =
            CtcJson.plainMapper(Limits.defaults().json()).build();
    private FloatMatrix matrix = FloatMatrix.ofRows();
    private byte[] document = {};

    @Setup
    public void setUp() {
        var random = new SplittableRandom(1);
        var values = new float[ROWS * COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float)
                    (text.equals("normal")
                            ? random.nextGaussian()
                            : 16 * random.nextDouble() - 12); // as logits or log-probs are
        }
        matrix = FloatMatrix.adopt(ROWS, COLUMNS, values);
        document = document().getBytes(StandardCharsets.US_ASCII);
    }

    private String document() {
        boolean isPretty = text.equals("pretty");
        String comma = text.equals("double") ? ", " : ",";
        var rows = new StringJoiner(isPretty ? ",\n  " : comma, isPretty ? "[\n  " : "[", isPretty ? "\n]" : "]");
        for (int t = 0; t < ROWS; t++) {
            var row = new StringJoiner(
                    isPretty ? ",\n    " : comma, isPretty ? "[\n    " : "[", isPretty ? "\n  ]" : "]");
            for (int v = 0; v < COLUMNS; v++) {
                float value = matrix.get(t, v);
                row.add(text.equals("double") ? Double.toString(value) : Float.toString(value));
            }
            rows.add(row.toString());
        }
        return rows.toString();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS * COLUMNS)
    public FloatMatrix read() {
        return json.readValue(new ByteArrayInputStream(document), FloatMatrix.class);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS * COLUMNS)
    public void write() {
        json.writeValue(OutputStream.nullOutputStream(), matrix);
    }

    /** The same by Jackson's own writer of floats. */
    @Benchmark
    @OperationsPerInvocation(ROWS * COLUMNS)
    public void writeByJackson() {
        try (var generator = JACKSON.createGenerator(OutputStream.nullOutputStream())) {
            generator.writeStartArray();
            for (int t = 0; t < ROWS; t++) {
                generator.writeStartArray();
                for (int v = 0; v < COLUMNS; v++) {
                    generator.writeNumber(matrix.get(t, v));
                }
                generator.writeEndArray();
            }
            generator.writeEndArray();
        }
    }

    /** The same matrix read without use of Jackson's internals. */
    @Benchmark
    @OperationsPerInvocation(ROWS * COLUMNS)
    public FloatMatrix readByJackson() {
        return plain.readValue(new ByteArrayInputStream(document), FloatMatrix.class);
    }

    FloatMatrix matrix() {
        return matrix;
    }
}
