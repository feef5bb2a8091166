package io.ctcservice.codec.column;

import io.ctcservice.codec.npy.NpzArchive;
import io.ctcservice.codec.oip.InferenceRequest;
import io.ctcservice.codec.oip.OutputTensors;
import io.ctcservice.codec.oip.TensorSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The output arrays of an endpoint. Immutable.
 *
 * @param <U> an utterance of the answer as it is in JSON
 */
public final class ColumnTable<U> {

    private static final int LONGEST = -1;

    private final List<Column<U>> columns;

    private ColumnTable(List<Column<U>> columns) {
        this.columns = List.copyOf(columns);
    }

    /**
     * Returns the table of these columns.
     *
     * @throws IllegalArgumentException if a name stands twice
     */
    @SafeVarargs
    public static <U> ColumnTable<U> of(Column<U>... columns) {
        var names = new HashSet<String>();
        var all = new ArrayList<Column<U>>(); // a list of the array itself would be unsafe
        for (Column<U> column : columns) {
            all.add(column);
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("two columns " + column.name());
            }
        }
        return new ColumnTable<>(all);
    }

    /** Returns the specifications of the output tensors. */
    public List<TensorSpec> outputs() {
        return columns.stream().filter(Column::isTensor).map(Column::spec).toList();
    }

    /** Returns the {@code include} set of the equivalent JSON request. */
    public <E extends Enum<E>> Set<E> includes(Class<E> type, InferenceRequest request) {
        var includes = EnumSet.noneOf(type);
        for (Column<U> column : columns) {
            if (column.include() != null && column.isWantedBy(request)) {
                includes.add(type.cast(column.include()));
            }
        }
        return includes;
    }

    /** Adds the tensors of these utterances, which are made when they are asked for. */
    public OutputTensors addTo(OutputTensors outputs, List<U> utterances, InferenceRequest request) {
        for (Column<U> column : columns) {
            if (column.isTensor()) {
                int length = switch (column.axis()) {
                    case FRAMES -> request.frames();
                    case LABELS -> request.labels();
                    case LONGEST -> LONGEST;
                };
                outputs.add(
                        column.name(),
                        () -> column.isWantedBy(request) ? column.cells().tensor(utterances, length) : Optional.empty(),
                        column.need());
            }
        }
        return outputs;
    }

    /** Adds the arrays of an utterance, each name followed by an underscore and the id. */
    public void addTo(NpzArchive archive, String id, U utterance) {
        for (Column<U> column : columns) {
            if (column.isArray()) {
                column.cells().array(utterance).ifPresent(array -> archive.add(column.name() + "_" + id, array));
            }
        }
    }
}
