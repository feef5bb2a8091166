package io.ctcservice.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The input of a bulk job, in one form: columns {@code id}; {@code location} of emissions, or of what a network makes them
 * of, or {@code file} and {@code row} of the table that has their bytes; {@code target}, {@code labels}, {@code seconds} and
 * {@code broken}, the text of a line that is no JSON, or what is wrong in one.
 */
final class BulkInput {

    /** The column of emissions. */
    static final String EMISSIONS = "emissions";

    private static final String ID = "id";
    /** The column of where the emissions, or what they are made of, are in a file of their own. */
    static final String LOCATION = "location";

    /** The column of the file of a table. */
    static final String FILE = "file";

    /** The column of the row's number in its file. */
    static final String ROW = "row";

    /** The most tasks that a manifest is cut into: the driver holds something of each. */
    static final int MOST_PARTITIONS = 100_000;

    /** The column of the duration of the recording that emissions were made of. */
    static final String SECONDS = "seconds";

    private static final String FILE_PATH = "_metadata.file_path";
    private static final String TARGET = "target";
    private static final String LABELS = "labels";
    private static final String BROKEN = "broken";
    /** Of all whole numbers that a table may have: one that is no class index is an error of its row alone. */
    private static final DataType ALL_LABELS = DataTypes.createArrayType(DataTypes.LongType);

    private static final Set<DataType> WHOLE_NUMBERS =
            Set.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

    private static final Set<String> MANIFESTS = Set.of("json", "jsonl", "ndjson", "manifest");
    private static final long BYTES_OF_A_LINE = 200;
    private static final long LINES_OF_A_TASK = 500;

    private final SparkSession spark;
    private final String location;
    private final String column;
    private final boolean hasTarget;
    private final int partitions;

    /**
     * @param column that has emissions, recordings or pictures
     * @param hasTarget whether rows need a target
     * @param partitions into which a manifest is cut; 0 for as many as suit it
     */
    BulkInput(SparkSession spark, String location, String column, boolean hasTarget, int partitions) {
        this.spark = spark;
        this.column = column;
        this.hasTarget = hasTarget;
        this.location = location;
        this.partitions = partitions;
    }

    /**
     * Returns the rows.
     *
     * @param format {@code parquet} or {@code manifest}; null for what the name of the file says
     */
    Dataset<Row> read(@Nullable String format) throws IOException {
        try {
            if (!Storage.exists(location)) {
                throw new UsageException("--input: there is nothing at " + location);
            }
        } catch (IOException bad) {
            throw new UsageException("--input " + location + ": " + bad.getMessage());
        }
        if (isManifest(format)) {
            return manifest();
        }
        if (partitions > 0) {
            throw new UsageException(
                    "--partitions is of no effect on a table; spark.sql.files.maxPartitionBytes cuts one");
        }
        return parquet();
    }

    private boolean isManifest(@Nullable String format) {
        if (format != null) {
            if (!format.equals("parquet") && !MANIFESTS.contains(format)) {
                throw new UsageException("--input-format \"" + format + "\"; expected parquet, manifest");
            }
            return MANIFESTS.contains(format);
        }
        String name = location.endsWith(".gz") ? location.substring(0, location.length() - 3) : location;
        return MANIFESTS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private Dataset<Row> parquet() {
        var table = table();
        var columns = Arrays.asList(table.columns());
        boolean isTargetMissing = hasTarget && !columns.contains(TARGET) && !columns.contains(LABELS);
        if (!columns.contains(ID) || !columns.contains(column) || isTargetMissing) {
            throw new UsageException("--input has the columns " + columns + "; expected id, " + column
                    + (hasTarget ? ", and target or labels" : ""));
        }
        DataType type = table.schema().apply(column).dataType();
        if (!type.equals(DataTypes.BinaryType) && !type.equals(DataTypes.StringType)) {
            throw new UsageException("--input: the column " + column + " is " + type.simpleString()
                    + "; expected binary, the bytes of files, or string, where they are");
        }
        boolean isNamed = type.equals(DataTypes.StringType);
        return table.select(
                col(ID).cast(DataTypes.StringType),
                (isNamed ? resolved(table.col(FILE_PATH)) : lit(null).cast(DataTypes.StringType)).as(LOCATION),
                (isNamed ? lit(null).cast(DataTypes.StringType) : table.col(FILE_PATH)).as(FILE),
                (isNamed ? lit(null).cast(DataTypes.LongType) : table.col("_metadata.row_index")).as(ROW),
                target(table).as(TARGET),
                labels(table).as(LABELS),
                seconds(table).as(SECONDS),
                lit(null).cast(DataTypes.StringType).as(BROKEN));
    }

    private Dataset<Row> table() {
        try {
            return spark.read().parquet(location);
        } catch (Exception wrong) { // Scala's are not declared
            if (!(wrong instanceof AnalysisException) && !(wrong instanceof SparkException)) {
                throw wrong;
            }
            throw new UsageException("--input: no table of Parquet can be read at " + location
                    + "; expected one, or --input-format manifest for lines of JSON: "
                    + UsageException.firstLine(wrong));
        }
    }

    private static Column target(Dataset<Row> table) {
        if (!Arrays.asList(table.columns()).contains(TARGET)) {
            return lit(null).cast(DataTypes.StringType);
        }
        DataType type = table.schema().apply(TARGET).dataType();
        if (type instanceof ArrayType || type instanceof StructType || type instanceof MapType) {
            throw new UsageException("--input: targets are " + type.simpleString()
                    + "; expected string, a text: class indices are in a column labels");
        }
        return col(TARGET).cast(DataTypes.StringType);
    }

    private static Column labels(Dataset<Row> table) {
        if (!Arrays.asList(table.columns()).contains(LABELS)) {
            return lit(null).cast(ALL_LABELS);
        }
        DataType type = table.schema().apply(LABELS).dataType();
        if (!(type instanceof ArrayType array) || !WHOLE_NUMBERS.contains(array.elementType())) {
            throw new UsageException("--input: labels are " + type.simpleString() + "; expected array<int>");
        }
        return col(LABELS).cast(ALL_LABELS);
    }

    /** Returns the durations of a table; null where it has none, and for recordings, which have their own. */
    private Column seconds(Dataset<Row> table) {
        if (!Arrays.asList(table.columns()).contains(SECONDS) || !column.equals(EMISSIONS)) {
            return lit(null).cast(DataTypes.DoubleType);
        }
        DataType type = table.schema().apply(SECONDS).dataType();
        if (!(type instanceof NumericType)) {
            throw new UsageException("--input: seconds are " + type.simpleString() + "; expected double");
        }
        return col(SECONDS).cast(DataTypes.DoubleType);
    }

    private Dataset<Row> manifest() throws IOException {
        var schema = new StructType()
                .add(ID, DataTypes.StringType)
                .add(column, DataTypes.StringType)
                .add(TARGET, DataTypes.VariantType) // as text a list would look like one
                .add(LABELS, ALL_LABELS)
                .add(SECONDS, DataTypes.DoubleType)
                .add(BROKEN, DataTypes.StringType);
        var lines = spark.read()
                .schema(schema)
                .option("columnNameOfCorruptRecord", BROKEN)
                .json(location);
        return lines.select(
                        col(ID),
                        resolved(lines.col(FILE_PATH)).as(LOCATION),
                        lit(null).cast(DataTypes.StringType).as(FILE),
                        lit(null).cast(DataTypes.LongType).as(ROW),
                        functions.try_variant_get(col(TARGET), "$", "string").as(TARGET),
                        col(LABELS),
                        col(SECONDS),
                        functions
                                .when(isNested(col(TARGET)), functions.to_json(functions.struct(col(TARGET))))
                                .otherwise(col(BROKEN))
                                .as(BROKEN))
                .repartition(parts());
    }

    /** Returns whether a value of JSON is a list or an object. */
    private static Column isNested(Column value) {
        return functions.schema_of_variant(value).rlike("^(ARRAY|OBJECT)");
    }

    /** Returns the locations of the files, those that are relative beside the file that names them. */
    private Column resolved(Column file) {
        UDF2<String, String, String> beside = (given, named) -> given == null ? null : Storage.resolved(given, named);
        return functions.udf(beside, DataTypes.StringType).apply(col(column), file);
    }

    /** Returns so many parts that each is some seconds of work and no core is without one. */
    private int parts() throws IOException {
        if (partitions > 0) {
            return partitions;
        }
        long lines = Storage.length(location) / BYTES_OF_A_LINE;
        int least = 4 * spark.sparkContext().defaultParallelism();
        return (int) Math.min(MOST_PARTITIONS, Math.max(least, lines / LINES_OF_A_TASK));
    }
}
