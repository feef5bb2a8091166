package io.ctcservice.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ctcservice.codec.json.CtcJson;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.request.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * A fuzz test of the codec of JSON matrices against Jackson's own parser, token by token, and {@link Float#parseFloat}.
 */
final class MatrixFuzzTests {

    private static final Limits LIMITS = Limits.defaults();
    private static final JsonMapper CODEC = CtcJson.mapper(LIMITS.json()).build();
    private static final JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNumberLength(1000)
                    .build())
            .build();

    @FuzzTest
    void readsWhatJacksonReadsAndNothingElse(byte[] json) throws IOException {
        var expected = byJackson(json);
        BoundedMemory.check(
                json,
                100,
                () -> assertThat(byCodec(new ByteArrayInputStream(json))).isEqualTo(expected));
        for (int most : new int[] {1, 7}) {
            assertThat(byCodec(new SlowInputStream(json, most))).isEqualTo(expected);
        }
        if (expected.isPresent()) {
            byte[] written = CODEC.writeValueAsBytes(expected.get());
            assertThat(byCodec(new ByteArrayInputStream(written))).isEqualTo(expected);
        }
    }

    private static Optional<FloatMatrix> byCodec(InputStream json) {
        try {
            return Optional.ofNullable(CODEC.readValue(json, FloatMatrix.class));
        } catch (JacksonException refused) {
            return Optional.empty();
        }
    }

    /** Empty also for {@code null}. */
    private static Optional<FloatMatrix> byJackson(byte[] json) {
        try (var parser = JACKSON.createParser(ObjectReadContext.empty(), new ByteArrayInputStream(json))) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return Optional.empty();
            }
            var rows = new ArrayList<float[]>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                float[] row = row(parser);
                if (row == null || (!rows.isEmpty() && row.length != rows.getFirst().length)) {
                    return Optional.empty();
                }
                rows.add(row);
            }
            boolean fits = rows.size() <= LIMITS.maxFrames()
                    && (rows.isEmpty() || rows.getFirst().length <= LIMITS.maxClasses());
            return parser.nextToken() == null && fits
                    ? Optional.of(FloatMatrix.ofRows(rows.toArray(float[][]::new)))
                    : Optional.empty();
        } catch (JacksonException refused) {
            return Optional.empty();
        }
    }

    private static float @Nullable [] row(JsonParser parser) {
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            return null;
        }
        List<Float> numbers = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            boolean isNumber = parser.currentToken().isNumeric();
            boolean isLogZero = parser.hasToken(JsonToken.VALUE_STRING)
                    && parser.getString().equals("-Infinity");
            float number = isNumber ? Float.parseFloat(parser.getString()) : Float.NEGATIVE_INFINITY;
            if ((!isNumber && !isLogZero) || (isNumber && Float.isInfinite(number))) {
                return null;
            }
            numbers.add(number);
        }
        var row = new float[numbers.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = numbers.get(i);
        }
        return row;
    }
}
