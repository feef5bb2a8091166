package io.ctcservice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of how much of a table a task reads. */
final class TaskSizesTests {

    @TempDir
    private static Path folder;

    private static final SparkSession spark = LocalSpark.session();

    @Test
    void aTaskIsNoSmallerThanSparksAndNoLargerThanAGibibyte() {
        assertThat(TaskSizes.bytes(1000, 8)).isEqualTo(128L << 20);
        assertThat(TaskSizes.bytes(64L << 30, 64)).isEqualTo(256L << 20);
        assertThat(TaskSizes.bytes(1L << 50, 64)).isEqualTo(1L << 30);
    }

    @Test
    void itIsSetForQuickRowsOnlyAndGoesAfterwards() throws IOException {
        String input = Files.createFile(folder.resolve("table")).toString();
        assertThat(spark.conf().contains(TaskSizes.SETTING)).isFalse();

        var losses = TaskSizes.set(spark, settings(Task.LOSS), input);
        assertThat(spark.conf().get(TaskSizes.SETTING)).isEqualTo(String.valueOf(128L << 20));
        losses.restore();
        assertThat(spark.conf().contains(TaskSizes.SETTING)).isFalse();

        TaskSizes.set(spark, settings(Task.ALIGN), input);
        assertThat(spark.conf().contains(TaskSizes.SETTING)).isFalse();
    }

    @Test
    void aSizeThatTheUserHasSetStays() throws IOException {
        spark.conf().set(TaskSizes.SETTING, "1000000");
        try {
            TaskSizes.set(spark, settings(Task.LOSS), folder.toString()).restore();

            assertThat(spark.conf().get(TaskSizes.SETTING)).isEqualTo("1000000");
        } finally {
            spark.conf().unset(TaskSizes.SETTING);
        }
    }

    private static Settings settings(Task task) {
        return new SettingsReader(task, Options.of(Map.of(), SettingsReader.NAMES)).read();
    }
}
