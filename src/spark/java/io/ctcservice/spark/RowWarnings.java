package io.ctcservice.spark;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A collector of what is legal but suspicious about a row. Not thread-safe. */
final class RowWarnings {

    private final List<String> found = new ArrayList<>();

    /**
     * Adds a warning.
     *
     * @param field column or option that it is about
     */
    void add(String field, String detail) {
        found.add(field + ": " + detail);
    }

    /** Returns the warnings in the order in which they were found, as a value of a column; null if there are none. */
    @Nullable
    Object column() {
        return found.isEmpty() ? null : Columns.array(List.copyOf(found));
    }
}
