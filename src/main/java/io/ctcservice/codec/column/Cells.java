package io.ctcservice.codec.column;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.npy.NpyArray;
import io.ctcservice.codec.oip.OutputTensor;
import io.ctcservice.core.DoubleMatrix;
import io.ctcservice.core.FloatMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The values of a column.
 *
 * @param <U> an utterance of an answer
 */
sealed interface Cells<U> {

    /** Returns the array of an utterance, empty if it has none. */
    Optional<NpyArray> array(U utterance);

    /**
     * Returns the tensor of all utterances, empty if none of them has a value.
     *
     * @param length of the axis after the utterances, or of a table's rows, where there is one; negative for that of the
     *     longest row
     */
    Optional<OutputTensor> tensor(List<U> utterances, int length);

    /** Numbers, at most one per utterance. */
    record Numbers<U>(Function<U, @Nullable Double> get, double nothing) implements Cells<U> {

        @Override
        public Optional<NpyArray> array(U utterance) {
            return Optional.of(NpyArray.ofScalar(value(utterance)));
        }

        @Override
        public Optional<OutputTensor> tensor(List<U> utterances, int length) {
            return Optional.of(OutputTensor.ofFloats(
                    utterances.stream().mapToDouble(this::value).toArray()));
        }

        private double value(U utterance) {
            Double value = get.apply(utterance);
            return value == null ? nothing : value;
        }
    }

    record Counts<U>(ToIntFunction<U> get) implements Cells<U> {

        @Override
        public Optional<NpyArray> array(U utterance) {
            return Optional.of(NpyArray.ofScalar(get.applyAsInt(utterance)));
        }

        @Override
        public Optional<OutputTensor> tensor(List<U> utterances, int length) {
            return Optional.of(
                    OutputTensor.ofIntegers(utterances.stream().mapToInt(get).toArray()));
        }
    }

    record Flags<U>(Predicate<U> get) implements Cells<U> {

        @Override
        public Optional<NpyArray> array(U utterance) {
            return Optional.of(NpyArray.ofScalar(get.test(utterance)));
        }

        @Override
        public Optional<OutputTensor> tensor(List<U> utterances, int length) {
            return Optional.of(
                    OutputTensor.ofBooleans(utterances.stream().map(get::test).toList()));
        }
    }

    record Texts<U>(Function<U, @Nullable String> get) implements Cells<U> {

        @Override
        public Optional<NpyArray> array(U utterance) {
            return Optional.ofNullable(get.apply(utterance)).map(text -> fitting(() -> NpyArray.ofScalar(text)));
        }

        @Override
        public Optional<OutputTensor> tensor(List<U> utterances, int length) {
            return present(utterances, get)
                    .map(texts -> OutputTensor.ofTexts(texts.stream()
                            .map(text -> Objects.requireNonNullElse(text, ""))
                            .toList()));
        }
    }

    record NumberRows<U>(Function<U, double @Nullable []> get) implements Cells<U> {

        @Override
        public Optional<NpyArray> array(U utterance) {
            return Optional.ofNullable(get.apply(utterance)).map(NpyArray::ofDoubles);
        }

        @Override
        public Optional<OutputTensor> tensor(List<U> utterances, int length) {
            return present(utterances, get).map(given -> {
                var rows = filled(given, new double[0]);
                int longest = rows.stream().mapToInt(row -> row.length).max().orElse(0);
                return OutputTensor.ofFloatRows(rows, length < 0 ? longest : length);
            });
        }
    }

    record CountRows<U>(Function<U, int @Nullable []> get) implements Cells<U> {

        @Override
        public Optional<NpyArray> array(U utterance) {
            return Optional.ofNullable(get.apply(utterance)).map(NpyArray::ofInts);
        }

        @Override
        public Optional<OutputTensor> tensor(List<U> utterances, int length) {
            return present(utterances, get).map(given -> {
                var rows = filled(given, new int[0]);
                return length < 0 ? OutputTensor.ofIntegerRows(rows) : OutputTensor.ofIntegerRows(rows, length);
            });
        }
    }

    record TextRows<U>(Function<U, @Nullable List<String>> get) implements Cells<U> {

        @Override
        public Optional<NpyArray> array(U utterance) {
            return Optional.ofNullable(get.apply(utterance)).map(texts -> fitting(() -> NpyArray.ofTexts(texts)));
        }

        @Override
        public Optional<OutputTensor> tensor(List<U> utterances, int length) {
            return present(utterances, get).map(given -> OutputTensor.ofTextRows(filled(given, List.of())));
        }
    }

    record CountTables<U>(Function<U, @Nullable List<int[]>> get, int padding) implements Cells<U> {

        @Override
        public Optional<NpyArray> array(U utterance) {
            return Optional.ofNullable(get.apply(utterance)).map(rows -> {
                int longest = longest(rows);
                return NpyArray.ofInts(rows.size(), longest, padded(rows, longest));
            });
        }

        @Override
        public Optional<OutputTensor> tensor(List<U> utterances, int length) {
            return present(utterances, get).map(given -> {
                List<List<int[]>> tables = filled(given, List.<int[]>of());
                int rows = tables.stream().mapToInt(List::size).max().orElse(0);
                int columns = length < 0
                        ? tables.stream().mapToInt(this::longest).max().orElse(0)
                        : length;
                return OutputTensor.ofIntegerTables(tables, rows, columns, padding);
            });
        }

        private int longest(List<int[]> rows) {
            return rows.stream().mapToInt(row -> row.length).max().orElse(0);
        }

        private int[] padded(List<int[]> rows, int width) {
            var values = new int[rows.size() * width];
            Arrays.fill(values, padding);
            for (int i = 0; i < rows.size(); i++) {
                System.arraycopy(rows.get(i), 0, values, i * width, rows.get(i).length);
            }
            return values;
        }
    }

    record Matrices<U>(Function<U, @Nullable FloatMatrix> get) implements Cells<U> {

        @Override
        public Optional<NpyArray> array(U utterance) {
            return Optional.ofNullable(get.apply(utterance)).map(NpyArray::of);
        }

        @Override
        public Optional<OutputTensor> tensor(List<U> utterances, int length) {
            return present(utterances, get).map(given -> {
                var matrices = filled(given, FloatMatrix.adopt(0, 0, new float[0]));
                int rows = matrices.stream().mapToInt(FloatMatrix::rows).max().orElse(0);
                int columns =
                        matrices.stream().mapToInt(FloatMatrix::columns).max().orElse(0);
                return OutputTensor.ofMatrices(matrices, length < 0 ? rows : length, columns);
            });
        }
    }

    record PreciseMatrices<U>(Function<U, @Nullable DoubleMatrix> get) implements Cells<U> {

        @Override
        public Optional<NpyArray> array(U utterance) {
            return Optional.ofNullable(get.apply(utterance)).map(NpyArray::of);
        }

        @Override
        public Optional<OutputTensor> tensor(List<U> utterances, int length) {
            return Optional.empty();
        }
    }

    /** Cells that are written only to some archives. */
    record ArchivedIf<U>(Predicate<U> wanted, Cells<U> cells) implements Cells<U> {

        @Override
        public Optional<NpyArray> array(U utterance) {
            return wanted.test(utterance) ? cells.array(utterance) : Optional.empty();
        }

        @Override
        public Optional<OutputTensor> tensor(List<U> utterances, int length) {
            return cells.tensor(utterances, length);
        }
    }

    /** Returns an array of texts; in such a one each takes as much room as the longest. */
    private static NpyArray fitting(Supplier<NpyArray> texts) {
        try {
            return texts.get();
        } catch (IllegalArgumentException tooLarge) {
            throw new RefusedRequestException("", tooLarge.getMessage() + "; ask for JSON instead");
        }
    }

    /** Returns the values of the utterances, null for those without one; empty if none has one. */
    private static <U, T> Optional<List<@Nullable T>> present(List<U> utterances, Function<U, @Nullable T> get) {
        var values = new ArrayList<@Nullable T>();
        boolean any = false;
        for (U utterance : utterances) {
            T value = get.apply(utterance);
            any |= value != null;
            values.add(value);
        }
        return any ? Optional.of(values) : Optional.empty();
    }

    private static <T> List<T> filled(List<@Nullable T> values, T nothing) {
        return values.stream().map(value -> value == null ? nothing : value).toList();
    }
}
