package io.ctcservice.spark;

import io.ctcservice.core.math.Kernels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF7;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/**
 * The function of a bulk job as it travels to executors: the location of emissions or the row of the table that has them,
 * target, labels, duration and a broken line in, a row out. This object is made anew for each task.
 */
final class BulkColumn implements UDF7<String, String, Long, String, Seq<?>, Double, String, Row> {

    private static final long serialVersionUID = 1L;

    private final ShippedFunction function;
    private final String name;
    private final LongAccumulator withoutVectors;
    private transient boolean counted;
    private transient @Nullable BinaryColumn table;
    private transient @Nullable String tableFile;

    /** @param withoutVectors counts the tasks whose JVM has no vectors */
    BulkColumn(Settings settings, LongAccumulator withoutVectors) {
        this.function = new ShippedFunction(settings);
        this.name = settings.column();
        this.withoutVectors = withoutVectors;
    }

    /**
     * Returns the columns of a row.
     *
     * @param location of emissions in a file of their own; null for none
     * @param file of the table that has the emissions in it; null if they are in files of their own
     * @param row of that file
     */
    @Override
    public Row call(
            @Nullable String location,
            @Nullable String file,
            @Nullable Long row,
            @Nullable String target,
            @Nullable Seq<?> labels,
            @Nullable Double seconds,
            @Nullable String brokenLine) {
        if (!counted) {
            counted = true;
            withoutVectors.add(Kernels.chosen().equals(Kernels.VECTOR) ? 0 : 1);
        }
        if (brokenLine != null) {
            return function.get().error(broken(brokenLine));
        }
        return function.get().of(file == null || row == null ? location : bytes(file, row), target, labels, seconds);
    }

    /** Returns the emissions in a table; one that cannot be read fails the task, which is then tried again. */
    private @Nullable ByteBuffer bytes(String file, long row) {
        try {
            var column = table;
            if (column == null || !file.equals(tableFile)) {
                close();
                column = BinaryColumn.open(file, name);
                if (tableFile == null) {
                    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> close());
                }
                table = column;
                tableFile = file;
            }
            return column.at(row);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private void close() {
        try {
            if (table != null) {
                table.close();
            }
        } catch (IOException unimportant) { // all that was wanted has been read
            table = null;
        }
    }

    private String broken(String line) {
        String shown = line.length() > 80 ? line.substring(0, 80) + "…" : line;
        return "line: " + shown + "; expected a JSON object of id, " + name
                + ", and target, a text, or labels, a list of class indices; seconds as a number";
    }
}
