package io.ctcservice.spark;

import io.ctcservice.core.math.Kernels;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/** The function of a bulk job as it travels to executors: emissions, target, labels and a broken line in, a row out. */
final class BulkColumn implements UDF4<Object, String, Seq<?>, String, Row> {

    private static final long serialVersionUID = 1L;

    private final ShippedFunction function;
    private final LongAccumulator withoutVectors;
    private transient boolean counted;

    /** @param withoutVectors counts the tasks whose JVM has no vectors */
    BulkColumn(Settings settings, LongAccumulator withoutVectors) {
        this.function = new ShippedFunction(settings);
        this.withoutVectors = withoutVectors;
    }

    @Override
    public Row call(
            @Nullable Object emissions, @Nullable String target, @Nullable Seq<?> labels, @Nullable String brokenLine) {
        if (!counted) { // this object is made anew for each task
            counted = true;
            withoutVectors.add(Kernels.chosen().equals(Kernels.VECTOR) ? 0 : 1);
        }
        return brokenLine == null
                ? function.get().of(emissions, target, labels)
                : function.get().error(broken(brokenLine));
    }

    private static String broken(String line) {
        String shown = line.length() > 80 ? line.substring(0, 80) + "…" : line;
        return "line: " + shown + "; expected a JSON object of id, emissions, and target or labels";
    }
}
