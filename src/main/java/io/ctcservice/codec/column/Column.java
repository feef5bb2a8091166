package io.ctcservice.codec.column;

import io.ctcservice.codec.oip.Datatype;
import io.ctcservice.codec.oip.TensorSpec;
import io.ctcservice.core.DoubleMatrix;
import io.ctcservice.core.FloatMatrix;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One array of an answer, of every utterance: what it is called, what it holds, when it is there, how it is got, and what
 * stands for nothing. Immutable.
 *
 * @param <U> an utterance of the answer as it is in JSON
 */
public final class Column<U> {

    /** What a tensor is as long as, beyond the number of utterances. */
    public enum Axis {
        /** The longest of its rows. */
        LONGEST,
        /** The emissions of the request. */
        FRAMES,
        /** The targets of the request. */
        LABELS
    }

    /** Where a column is to be had. */
    private enum Form {
        /** In archives, and in tensors where they are asked for by name or all are. */
        BOTH,
        ARCHIVE,
        TENSOR
    }

    private static final String VOCABULARY = "a vocabulary; expected one among the parameters";

    private final String name;
    private final Datatype datatype;
    private final int rank;
    private final Cells<U> cells;
    private final Form form;
    private final Axis axis;
    private final @Nullable Enum<?> include;
    private final String need;

    private Column(
            String name,
            Datatype datatype,
            int rank,
            Cells<U> cells,
            Form form,
            Axis axis,
            @Nullable Enum<?> include,
            String need) {
        this.name = name;
        this.datatype = datatype;
        this.rank = rank;
        this.cells = cells;
        this.form = form;
        this.axis = axis;
        this.include = include;
        this.need = need;
    }

    private static <U> Column<U> of(String name, Datatype datatype, int rank, Cells<U> cells) {
        return new Column<>(name, datatype, rank, cells, Form.BOTH, Axis.LONGEST, null, VOCABULARY);
    }

    /**
     * Returns a number an utterance.
     *
     * @param nothing what stands for null
     */
    public static <U> Column<U> number(String name, Function<U, @Nullable Double> number, double nothing) {
        return of(name, Datatype.FP32, 1, new Cells.Numbers<>(number, nothing));
    }

    /** Returns a whole number an utterance. */
    public static <U> Column<U> count(String name, ToIntFunction<U> count) {
        return of(name, Datatype.INT32, 1, new Cells.Counts<>(count));
    }

    /** Returns a truth an utterance. */
    public static <U> Column<U> flag(String name, Predicate<U> flag) {
        return of(name, Datatype.BOOL, 1, new Cells.Flags<>(flag));
    }

    /** Returns a text an utterance; null where there is no vocabulary. */
    public static <U> Column<U> text(String name, Function<U, @Nullable String> text) {
        return of(name, Datatype.BYTES, 1, new Cells.Texts<>(text));
    }

    /** Returns a row of numbers an utterance, null where it was not asked for. */
    public static <U> Column<U> numbers(String name, Function<U, double @Nullable []> row) {
        return of(name, Datatype.FP32, 2, new Cells.NumberRows<>(row));
    }

    /** Returns a row of whole numbers an utterance, null where it was not asked for. */
    public static <U> Column<U> counts(String name, Function<U, int @Nullable []> row) {
        return of(name, Datatype.INT32, 2, new Cells.CountRows<>(row));
    }

    /** Returns a row of texts an utterance, null where it was not asked for. */
    public static <U> Column<U> texts(String name, Function<U, @Nullable List<String>> row) {
        return of(name, Datatype.BYTES, 2, new Cells.TextRows<>(row));
    }

    /**
     * Returns rows of whole numbers an utterance, null where they were not asked for.
     *
     * @param padding what the shorter rows of an utterance end with
     */
    public static <U> Column<U> table(String name, Function<U, @Nullable List<int[]>> rows, int padding) {
        return of(name, Datatype.INT32, 3, new Cells.CountTables<>(rows, padding));
    }

    /** Returns a matrix an utterance, null where it was not asked for. */
    public static <U> Column<U> matrix(String name, Function<U, @Nullable FloatMatrix> matrix) {
        return of(name, Datatype.FP32, 3, new Cells.Matrices<>(matrix));
    }

    /** Returns a matrix of float64 an utterance, null where it was not asked for; in archives only. */
    public static <U> Column<U> precise(String name, Function<U, @Nullable DoubleMatrix> matrix) {
        return of(name, Datatype.FP64, 3, new Cells.PreciseMatrices<>(matrix)).inArchivesOnly();
    }

    /** Returns the same column, not among the tensors. */
    public Column<U> inArchivesOnly() {
        return new Column<>(name, datatype, rank, cells, Form.ARCHIVE, axis, include, need);
    }

    /** Returns the same column, not in archives. */
    public Column<U> inTensorsOnly() {
        return new Column<>(name, datatype, rank, cells, Form.TENSOR, axis, include, need);
    }

    /** Returns the same column, its tensor as long as this. */
    public Column<U> along(Axis other) {
        return new Column<>(name, datatype, rank, cells, form, other, include, need);
    }

    /** Returns the same column, there only where the request includes this. */
    public Column<U> with(Enum<?> other) {
        return new Column<>(name, datatype, rank, cells, form, axis, other, need);
    }

    /** Returns the same column, there only where the request has this; others miss a vocabulary where they are not. */
    public Column<U> needing(String other) {
        return new Column<>(name, datatype, rank, cells, form, axis, include, other);
    }

    /** Returns the same column, in the archives of these utterances only. */
    public Column<U> archivedIf(Predicate<U> wanted) {
        return new Column<>(name, datatype, rank, new Cells.ArchivedIf<>(wanted, cells), form, axis, include, need);
    }

    String need() {
        return need;
    }

    String name() {
        return name;
    }

    Cells<U> cells() {
        return cells;
    }

    Axis axis() {
        return axis;
    }

    @Nullable
    Enum<?> include() {
        return include;
    }

    boolean isTensor() {
        return form != Form.ARCHIVE;
    }

    boolean isArray() {
        return form != Form.TENSOR;
    }

    TensorSpec spec() {
        return TensorSpec.of(name, datatype, rank);
    }
}
