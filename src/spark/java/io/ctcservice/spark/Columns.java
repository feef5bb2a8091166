package io.ctcservice.spark;

import io.ctcservice.core.span.TokenSpan;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Types and values of columns that several tasks have. */
final class Columns {

    /** Class indices. */
    static final ArrayType CLASSES = DataTypes.createArrayType(DataTypes.IntegerType, false);

    /** The words of a row. */
    static final ArrayType WORDS = DataTypes.createArrayType(
            span(new StructType().add("text", DataTypes.StringType)).add("confidence", DataTypes.DoubleType), false);

    /** The tokens of a row. */
    static final ArrayType TOKENS = DataTypes.createArrayType(
            span(new StructType().add("label", DataTypes.IntegerType).add("symbol", DataTypes.StringType))
                    .add("confidence", DataTypes.DoubleType),
            false);

    private Columns() {}

    /** Returns the type of a span: what it is of, and then its frames, seconds and score. */
    static StructType span(StructType of) {
        return of.add("start", DataTypes.IntegerType)
                .add("end", DataTypes.IntegerType)
                .add("startSeconds", DataTypes.DoubleType)
                .add("endSeconds", DataTypes.DoubleType)
                .add("score", DataTypes.DoubleType);
    }

    /**
     * Returns the values of a span.
     *
     * @param of what comes before its frames
     */
    static @Nullable Object[] span(@Nullable Object[] of, int start, int end, double score, Times times) {
        var values = Arrays.copyOf(of, of.length + 5);
        int next = of.length;
        values[next++] = start;
        values[next++] = end;
        values[next++] = times.of(start);
        values[next++] = times.of(end);
        values[next] = finite(score);
        return values;
    }

    /**
     * Returns the row of a token.
     *
     * @param symbol of its label, or the text of a star; null where there is no vocabulary
     * @param confidence NaN for a star
     */
    static Row token(TokenSpan span, @Nullable String symbol, double confidence, Times times) {
        @Nullable Object[] of = values(span.isStar() ? null : span.label(), symbol);
        return row(append(span(of, span.start(), span.end(), span.score(), times), finite(confidence)));
    }

    /** Returns the row of a word. */
    static Row word(String text, int start, int end, double score, double confidence, Times times) {
        return row(append(span(values(text), start, end, score, times), finite(confidence)));
    }

    /** Returns a number, null for log zero and NaN, which JSON cannot write. */
    static @Nullable Double finite(double number) {
        return Double.isFinite(number) ? (Double) number : null;
    }

    static Row row(@Nullable Object... values) {
        return RowFactory.create(values);
    }

    static @Nullable Object[] values(@Nullable Object... values) {
        return values;
    }

    /** Returns values with one more at the end. */
    static @Nullable Object[] append(@Nullable Object[] values, @Nullable Object last) {
        var longer = Arrays.copyOf(values, values.length + 1);
        longer[values.length] = last;
        return longer;
    }

    static Object classes(int[] indices) {
        return array(Arrays.stream(indices).boxed().toList());
    }

    static Object array(List<?> values) {
        return scala.jdk.javaapi.CollectionConverters.asScala(values).toSeq();
    }
}
