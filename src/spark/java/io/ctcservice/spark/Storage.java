package io.ctcservice.spark;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * The file systems that Spark knows, by URI: local, HDFS, S3A and so on, with its credentials; and what {@code --files}
 * shipped, by name. On the driver and on executors alike.
 */
final class Storage {

    private Storage() {}

    /** Holds the settings of Hadoop, which take 100 ms to make, once a JVM; not made before Spark is there. */
    private static final class Hadoop {
        static final Configuration SETTINGS =
                SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
    }

    /** Opens a file. */
    static InputStream open(String location) throws IOException {
        if (!location.contains("/") && SparkEnv.get() != null) {
            var shipped = new File(SparkFiles.get(location));
            if (shipped.isFile()) {
                return Files.newInputStream(shipped.toPath());
            }
        }
        var path = path(location);
        return path.getFileSystem(Hadoop.SETTINGS).open(path);
    }

    /** Returns all bytes of a file. */
    static byte[] read(String location) throws IOException {
        try (var file = open(location)) {
            return file.readAllBytes();
        }
    }

    /**
     * Returns the text of a file that an option names.
     *
     * @throws UsageException if there is none that can be read
     */
    static String text(String option, String location) {
        try {
            String text = new String(read(location), StandardCharsets.UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (FileNotFoundException missing) {
            throw new UsageException("--" + option + ": there is no file " + location);
        } catch (IOException bad) {
            throw new UsageException("--" + option + " " + location + ": " + bad.getMessage());
        }
    }

    static boolean exists(String location) throws IOException {
        var path = path(location);
        return path.getFileSystem(Hadoop.SETTINGS).exists(path);
    }

    /** Returns the whole name of a location, with its file system. */
    static String qualified(String location) throws IOException {
        var path = path(location);
        return path.getFileSystem(Hadoop.SETTINGS).makeQualified(path).toString();
    }

    /** Returns the bytes of a file, or of all files in a folder. */
    static long length(String location) throws IOException {
        var path = path(location);
        return path.getFileSystem(Hadoop.SETTINGS).getContentSummary(path).getLength();
    }

    /** Returns a location that may be relative to a file. */
    static String resolved(String location, String file) {
        var path = path(location);
        return path.isAbsolute() || path.toUri().getScheme() != null
                ? location
                : new Path(path(file).getParent(), path).toString();
    }

    private static Path path(String location) {
        try {
            return new Path(location);
        } catch (IllegalArgumentException bad) {
            throw new UsageException("\"" + location + "\" is no path: " + bad.getMessage());
        }
    }
}
