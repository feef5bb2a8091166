package io.ctcservice.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ctcservice.core.DoubleMatrix;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.request.Limits;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

@ParameterizedClass(name = "plain {0}")
@ValueSource(booleans = {false, true})
final class MatrixCodecTests {

    private final JsonMapper json;

    MatrixCodecTests(boolean plain) {
        var limits = Limits.defaults();
        this.json = (plain ? CtcJson.plainMapper(limits.json()) : CtcJson.mapper(limits.json())).build();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 8000, 100_000})
    void whatIsWrittenIsReadBackHoweverItArrives(int pieces) {
        var matrix = random(97, 31);
        byte[] written = json.writeValueAsBytes(matrix);

        assertThat(json.readValue(inPiecesOf(pieces, written), FloatMatrix.class))
                .isEqualTo(matrix);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "  ", "\n", "\r\n", "\t", " \n\t "})
    void whiteSpaceMayStandAnywhere(String space) {
        String document =
                "[,[,1.5,@,-2,],@,[,3e2,@,\"-Infinity\",],]".replace(",", space).replace("@", ",");

        assertThat(read(document))
                .isEqualTo(FloatMatrix.ofRows(new float[] {1.5f, -2}, new float[] {300, Float.NEGATIVE_INFINITY}));
    }

    @Test
    void aDocumentOfCharactersIsReadAlike() {
        var matrix = random(13, 5);

        assertThat(json.readValue(json.writeValueAsString(matrix), FloatMatrix.class))
                .isEqualTo(matrix);
    }

    @Test
    void logZerosAreStringsOrNull() {
        var zero = Float.NEGATIVE_INFINITY;

        assertThat(json.writeValueAsString(FloatMatrix.ofRows(new float[] {zero, -0.5f})))
                .isEqualTo("[[\"-Infinity\",-0.5]]");
        assertThat(json.writeValueAsString(DoubleMatrix.ofRows(new double[] {zero, -0.5}, new double[] {1, 2})))
                .isEqualTo("[[null,-0.5],[1.0,2.0]]");
        assertThat(json.writeValueAsString(FloatMatrix.ofRows())).isEqualTo("[]");
    }

    @Test
    void whereAFaultIsIsKnownBehindNumbersInManyLines() {
        String document = "[\n  [\n    1.25,\n    2.5,\r\n    1234.5678\n  ],\n  [\n    1.5,\n    2.5,\n    x";
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        var byJackson = catchThrowableOfType(
                JacksonException.class, () -> new JsonMapper().readTree(new ByteArrayInputStream(bytes)));

        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> read(document))
                .satisfies(refused -> {
                    assertThat(refused.getLocation().getLineNr()).isEqualTo(10);
                    assertThat(refused.getLocation().getColumnNr())
                            .isEqualTo(byJackson.getLocation().getColumnNr());
                });
    }

    @Test
    void largeMatricesAreWrittenPieceByPiece() {
        for (int columns = 600; columns < 650; columns++) { // pieces end everywhere
            var matrix = random(7, columns);
            assertThat(read(json.writeValueAsString(matrix))).isEqualTo(matrix);
            assertThat(read(new String(json.writeValueAsBytes(matrix), StandardCharsets.UTF_8)))
                    .isEqualTo(matrix);
            var holder = json.writeValueAsString(Map.of("matrix", matrix));
            assertThat(holder).startsWith("{\"matrix\":[[").endsWith("]]}");
        }
    }

    private FloatMatrix read(String document) {
        return json.readValue(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), FloatMatrix.class);
    }

    private static FloatMatrix random(int rows, int columns) {
        var random = new SplittableRandom(rows);
        var values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 10 == 0 ? Float.NEGATIVE_INFINITY : (float) (20 * random.nextDouble() - 10);
        }
        return FloatMatrix.copyOf(rows, columns, values);
    }

    /** A body that comes in packets. */
    private static InputStream inPiecesOf(int most, byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(most, length));
            }
        };
    }
}
