package io.ctcservice.wire.column;

import io.ctcservice.wire.inference.InferenceRequest;
import io.ctcservice.wire.inference.OutputTensors;
import io.ctcservice.wire.inference.TensorSpec;
import io.ctcservice.wire.npy.NpzArchive;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All arrays of an endpoint's answers. Immutable.
 *
 * @param <U> an utterance of the answer as it is in JSON
 */
public final class ColumnTable<U> {

    private static final int LONGEST = -1;

    private final Set<String> usual;
    private final List<Column<U>> columns;

    private ColumnTable(Set<String> usual, List<Column<U>> columns) {
        this.usual = Set.copyOf(usual);
        this.columns = List.copyOf(columns);
    }

    /**
     * Returns the table of these columns.
     *
     * @param usual names of the tensors that cost nothing besides what is worked out anyway, and most users want
     * @throws IllegalArgumentException if a name stands twice, or a usual one is none of the tensors
     */
    @SafeVarargs
    public static <U> ColumnTable<U> of(Set<String> usual, Column<U>... columns) {
        var tensors = new HashSet<String>();
        var names = new HashSet<String>();
        var all = new ArrayList<Column<U>>(); // a list of the array itself would be unsafe
        for (Column<U> column : columns) {
            all.add(column);
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("two columns " + column.name());
            }
            if (column.isTensor()) {
                tensors.add(column.name());
            }
        }
        if (!tensors.containsAll(usual)) {
            throw new IllegalArgumentException("no such tensors: " + usual);
        }
        return new ColumnTable<>(usual, all);
    }

    /** Returns the tensors that can be had, those that are not usual marked optional. */
    public List<TensorSpec> outputs() {
        return columns.stream()
                .filter(Column::isTensor)
                .map(column -> usual.contains(column.name())
                        ? column.spec()
                        : column.spec().optional())
                .toList();
    }

    /** Returns what a JSON request for these tensors would include. */
    public <E extends Enum<E>> Set<E> includes(Class<E> type, Collection<String> tensors) {
        var includes = EnumSet.noneOf(type);
        for (Column<U> column : columns) {
            if (column.include() != null && tensors.contains(column.name())) {
                includes.add(type.cast(column.include()));
            }
        }
        return includes;
    }

    /** Adds the tensors of these utterances, to be made when they are asked for. */
    public OutputTensors addTo(OutputTensors outputs, List<U> utterances, InferenceRequest request) {
        for (Column<U> column : columns) {
            if (column.isTensor()) {
                int length = switch (column.axis()) {
                    case FRAMES -> request.frames();
                    case LABELS -> request.labels();
                    case LONGEST -> LONGEST;
                };
                outputs.add(column.name(), () -> column.cells().tensor(utterances, length), column.need());
            }
        }
        return outputs;
    }

    /** Adds the arrays of an utterance, each with its id after an underscore. */
    public void addTo(NpzArchive archive, String id, U utterance) {
        for (Column<U> column : columns) {
            if (column.isArray()) {
                column.cells().array(utterance).ifPresent(array -> archive.add(column.name() + "_" + id, array));
            }
        }
    }
}
