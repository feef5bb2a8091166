package io.ctcservice.spark;

import org.apache.spark.sql.SparkSession;

/** The session of the tests in this JVM: two threads, no sockets but loopback. */
final class LocalSpark {

    private LocalSpark() {}

    /** Returns the session, started when first asked for. */
    static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "localhost")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.parquet.columnarReaderBatchSize", "16")
                .getOrCreate();
    }
}
