package io.ctcservice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the bytes that are read from a table. */
final class BinaryColumnTests {

    private static final int ROWS = 60;

    @TempDir
    private static Path folder;

    private static final SparkSession spark = LocalSpark.session();

    /** Returns the file of a table of one file, with several pages in each of several row groups. */
    private static String written(String compression, String pages) throws IOException {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(RowFactory.create("utt-" + i, bytes(i), Corpus.text(i), null));
        }
        var table = folder.resolve(compression + pages);
        spark.createDataFrame(rows, Corpus.SCHEMA)
                .coalesce(1)
                .write()
                .option("compression", compression)
                .option("parquet.writer.version", pages)
                .option("parquet.block.size", "60000")
                .option("parquet.page.size", "15000")
                .option("parquet.block.size.row.check.min", "1")
                .option("parquet.page.size.row.check.min", "1")
                .mode("overwrite")
                .parquet(table.toString());
        try (var files = Files.list(table)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow()
                    .toUri()
                    .toString();
        }
    }

    private static byte @Nullable [] bytes(int row) {
        return row % 7 == 3 ? null : (byte[]) Corpus.row(row % 40).get(1);
    }

    @ParameterizedTest
    @CsvSource({"uncompressed, v1", "snappy, v1", "zstd, v1", "uncompressed, v2", "snappy, v2", "gzip, v2"})
    void eachRowHasItsBytes(String compression, String pages) throws IOException {
        try (var column = BinaryColumn.open(written(compression, pages), "emissions")) {
            for (int i = 0; i < ROWS; i++) {
                requireSame(column.at(i), i);
            }
        }
    }

    @Test
    void rowsBetweenTwoThatAreWantedAreSkipped() throws IOException {
        try (var column = BinaryColumn.open(written("snappy", "v1"), "emissions")) {
            for (int i : new int[] {2, 9, 9, 10, 31, 59}) {
                requireSame(column.at(i), i);
            }
        }
    }

    private static void requireSame(@Nullable ByteBuffer read, int row) {
        byte[] expected = bytes(row);
        assertThat(read).as("row %s", row).isEqualTo(expected == null ? null : ByteBuffer.wrap(expected));
    }
}
