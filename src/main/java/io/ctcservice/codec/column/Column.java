package io.ctcservice.codec.column;

import io.ctcservice.codec.oip.Datatype;
import io.ctcservice.codec.oip.InferenceRequest;
import io.ctcservice.codec.oip.TensorSpec;
import io.ctcservice.core.DoubleMatrix;
import io.ctcservice.core.FloatMatrix;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One output array of an endpoint: its name, type, source, the condition under which it is present, and its placeholder
 * for missing values. Immutable.
 *
 * @param <U> an utterance of the answer as it is in JSON
 */
public final class Column<U> {

    /** The axis that gives the length of a tensor's second dimension. */
    public enum Axis {
        /** As long as the longest row. */
        LONGEST,
        /** As long as the emissions of the request: T. */
        FRAMES,
        /** As long as the targets of the request: U. */
        LABELS
    }

    /** The response formats that contain a column. */
    private enum Form {
        /** In archives, and in tensors if they are requested by name or all are. */
        BOTH,
        /** In archives, and in tensors only if they are requested by name: too much work to be done unasked. */
        NAMED,
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
     * Returns a column of numbers, one per utterance.
     *
     * @param nothing what stands for null
     */
    public static <U> Column<U> number(String name, Function<U, @Nullable Double> number, double nothing) {
        return of(name, Datatype.FP32, 1, new Cells.Numbers<>(number, nothing));
    }

    /** Returns a column of whole numbers, one per utterance. */
    public static <U> Column<U> count(String name, ToIntFunction<U> count) {
        return of(name, Datatype.INT32, 1, new Cells.Counts<>(count));
    }

    /** Returns a column of booleans, one per utterance. */
    public static <U> Column<U> flag(String name, Predicate<U> flag) {
        return of(name, Datatype.BOOL, 1, new Cells.Flags<>(flag));
    }

    /** Returns a column of texts, one per utterance; null if there is no vocabulary. */
    public static <U> Column<U> text(String name, Function<U, @Nullable String> text) {
        return of(name, Datatype.BYTES, 1, new Cells.Texts<>(text));
    }

    /** Returns a column of rows of numbers, one per utterance, null if not asked for. */
    public static <U> Column<U> numbers(String name, Function<U, double @Nullable []> row) {
        return of(name, Datatype.FP32, 2, new Cells.NumberRows<>(row));
    }

    /** Returns a column of rows of whole numbers, one per utterance, null if not asked for. */
    public static <U> Column<U> counts(String name, Function<U, int @Nullable []> row) {
        return of(name, Datatype.INT32, 2, new Cells.CountRows<>(row));
    }

    /** Returns a column of rows of texts, one per utterance, null if not asked for. */
    public static <U> Column<U> texts(String name, Function<U, @Nullable List<String>> row) {
        return of(name, Datatype.BYTES, 2, new Cells.TextRows<>(row));
    }

    /**
     * Returns a column of tables of whole numbers, one per utterance, null if not asked for.
     *
     * @param padding what the shorter rows of an utterance end with
     */
    public static <U> Column<U> table(String name, Function<U, @Nullable List<int[]>> rows, int padding) {
        return of(name, Datatype.INT32, 3, new Cells.CountTables<>(rows, padding));
    }

    /** Returns a column of matrices, one per utterance, null if not asked for. */
    public static <U> Column<U> matrix(String name, Function<U, @Nullable FloatMatrix> matrix) {
        return of(name, Datatype.FP32, 3, new Cells.Matrices<>(matrix));
    }

    /** Returns a column of float64 matrices, one per utterance, null if not asked for; in archives only. */
    public static <U> Column<U> precise(String name, Function<U, @Nullable DoubleMatrix> matrix) {
        return of(name, Datatype.FP64, 3, new Cells.PreciseMatrices<>(matrix)).inArchivesOnly();
    }

    /** Returns the same column, whose tensor is made only if the request names it. */
    public Column<U> onlyIfNamed() {
        return new Column<>(name, datatype, rank, cells, Form.NAMED, axis, include, need);
    }

    /** Returns the same column, in archives only. */
    public Column<U> inArchivesOnly() {
        return new Column<>(name, datatype, rank, cells, Form.ARCHIVE, axis, include, need);
    }

    /** Returns the same column, in tensors only. */
    public Column<U> inTensorsOnly() {
        return new Column<>(name, datatype, rank, cells, Form.TENSOR, axis, include, need);
    }

    /** Returns the same column, whose tensor has the length of this axis. */
    public Column<U> along(Axis other) {
        return new Column<>(name, datatype, rank, cells, form, other, include, need);
    }

    /** Returns the same column, present only if the request includes this part. */
    public Column<U> with(Enum<?> other) {
        return new Column<>(name, datatype, rank, cells, form, axis, other, need);
    }

    /** Returns the same column, present only if the request has this field; by default a column needs a vocabulary. */
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

    /** Returns whether the answer to a request has this column as a tensor, provided that its utterances have values. */
    boolean isWantedBy(InferenceRequest request) {
        return isTensor() && (form == Form.NAMED ? request.names(name) : request.wants(name));
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
