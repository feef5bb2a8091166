package io.ctcservice.spark;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF4;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/** The function of a bulk job as it travels to executors: emissions, target, labels and a broken line in, a row out. */
final class BulkColumn implements UDF4<Object, String, Seq<?>, String, Row> {

    private static final long serialVersionUID = 1L;

    private final Settings settings;
    private transient @Nullable RowFunction function;

    BulkColumn(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Row call(
            @Nullable Object emissions, @Nullable String target, @Nullable Seq<?> labels, @Nullable String brokenLine) {
        RowFunction known = function;
        if (known == null) {
            known = RowFunctions.of(settings);
            function = known;
        }
        return brokenLine == null ? known.of(emissions, target, labels) : known.error(broken(brokenLine));
    }

    private static String broken(String line) {
        String shown = line.length() > 80 ? line.substring(0, 80) + "…" : line;
        return "line: " + shown + "; expected a JSON object of id, emissions, and target or labels";
    }
}
