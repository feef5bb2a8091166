package io.ctcservice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The program with its tables in one folder.
 *
 * @param spark the session that reads and writes tables
 * @param folder of all tables
 */
record Job(SparkSession spark, Path folder) {

    /** Runs the program in this JVM and returns what it prints. */
    String run(String input, String output, String... options) throws IOException {
        var arguments = new ArrayList<>(List.of("--master", "local[2]"));
        arguments.addAll(List.of("--input", folder.resolve(input).toString()));
        arguments.addAll(List.of("--output", folder.resolve(output).toString()));
        arguments.addAll(List.of(options));
        var console = new ByteArrayOutputStream();
        BulkJob.run(arguments, new PrintStream(console, true, StandardCharsets.UTF_8));
        return console.toString(StandardCharsets.UTF_8);
    }

    /** Writes a table. */
    void write(String name, Row... rows) {
        spark.createDataFrame(List.of(rows), Corpus.SCHEMA)
                .coalesce(2)
                .write()
                .parquet(folder.resolve(name).toString());
    }

    /** Returns the rows of a table by id, none of which stands twice. */
    Rows rows(String name) {
        var byId = new TreeMap<String, Row>();
        for (Row row : spark.read().parquet(folder.resolve(name).toString()).collectAsList()) {
            assertThat(byId.put(row.getAs("id"), row))
                    .as("a row that stands twice")
                    .isNull();
        }
        return new Rows(byId);
    }
}
