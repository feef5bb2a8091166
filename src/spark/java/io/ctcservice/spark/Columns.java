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

    /** The words of a row. */
    static final ArrayType WORDS = DataTypes.createArrayType(
            new StructType()
                    .add("text", DataTypes.StringType)
                    .add("start", DataTypes.IntegerType)
                    .add("end", DataTypes.IntegerType)
                    .add("startSeconds", DataTypes.DoubleType)
                    .add("endSeconds", DataTypes.DoubleType)
                    .add("score", DataTypes.DoubleType)
                    .add("confidence", DataTypes.DoubleType),
            false);

    /** The tokens of a row. */
    static final ArrayType TOKENS = DataTypes.createArrayType(
            new StructType()
                    .add("label", DataTypes.IntegerType)
                    .add("symbol", DataTypes.StringType)
                    .add("start", DataTypes.IntegerType)
                    .add("end", DataTypes.IntegerType)
                    .add("startSeconds", DataTypes.DoubleType)
                    .add("endSeconds", DataTypes.DoubleType)
                    .add("score", DataTypes.DoubleType)
                    .add("confidence", DataTypes.DoubleType),
            false);

    private Columns() {}

    /**
     * Returns the row of a token.
     *
     * @param symbol of its label, or the text of a star; null where there is no vocabulary
     * @param confidence NaN for a star
     */
    static Row token(TokenSpan span, @Nullable String symbol, double confidence, Times times) {
        return row(
                span.isStar() ? null : span.label(),
                symbol,
                span.start(),
                span.end(),
                times.of(span.start()),
                times.of(span.end()),
                finite(span.score()),
                finite(confidence));
    }

    /** Returns the row of a word. */
    static Row word(String text, int start, int end, double score, double confidence, Times times) {
        return row(text, start, end, times.of(start), times.of(end), finite(score), finite(confidence));
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

    static Object array(List<?> values) {
        return scala.jdk.javaapi.CollectionConverters.asScala(values).toSeq();
    }
}
