package io.ctcservice.spark;

import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * The rows of a table.
 *
 * @param byId each once
 */
record Rows(Map<String, Row> byId) {

    /** Returns the row of this id, which must be there. */
    Row get(String id) {
        Row row = byId.get(id);
        if (row == null) {
            throw new AssertionError("no row " + id + " among " + byId.keySet());
        }
        return row;
    }
}
