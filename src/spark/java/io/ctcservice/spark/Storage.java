package io.ctcservice.spark;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.util.Utils;

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

    /** Returns the settings of Hadoop that the session has. */
    static Configuration settings() {
        return Hadoop.SETTINGS;
    }

    /** Returns whether executors are in this JVM. */
    static boolean isLocalMaster() {
        return SparkEnv.get().conf().get("spark.master", "").startsWith("local");
    }

    /** Returns whether a location is one that all machines see: not on the disk of one, unless it was shipped. */
    static boolean isShared(String location) throws IOException {
        return shipped(location).isPresent()
                || !"file".equals(system(path(location)).getUri().getScheme());
    }

    private static Optional<File> shipped(String location) {
        if (location.contains("/") || SparkEnv.get() == null) {
            return Optional.empty();
        }
        var shipped = new File(SparkFiles.get(location));
        return shipped.exists() ? Optional.of(shipped) : Optional.empty();
    }

    /** Returns the file system of a path. */
    private static FileSystem system(Path path) throws IOException {
        try {
            return path.getFileSystem(Hadoop.SETTINGS);
        } catch (RuntimeException missing) { // what a file system's class that is not there comes as
            throw new IOException(String.valueOf(missing.getMessage()), missing);
        }
    }

    /** Opens a file. */
    static InputStream open(String location) throws IOException {
        var shipped = shipped(location);
        if (shipped.isPresent() && shipped.get().isFile()) {
            return Files.newInputStream(shipped.get().toPath());
        }
        var path = path(location);
        return system(path).open(path);
    }

    /**
     * Returns a file or folder on this machine: itself, what was shipped, or a copy that is made now and goes with this
     * JVM.
     *
     * @throws FileNotFoundException if there is none
     */
    static java.nio.file.Path local(String location) throws IOException {
        var shipped = shipped(location);
        if (shipped.isPresent()) {
            return shipped.get().toPath();
        }
        var path = path(location);
        var system = system(path);
        if (!system.exists(path)) {
            throw new FileNotFoundException("there is no file or folder " + location);
        }
        var whole = system.makeQualified(path);
        if ("file".equals(whole.toUri().getScheme())) {
            return java.nio.file.Path.of(whole.toUri());
        }
        File folder = Utils.createTempDir();
        var copy = new File(folder, path.getName());
        system.copyToLocalFile(false, path, new Path(copy.toURI()), true);
        return copy.toPath();
    }

    /** Opens a file that is read from one place on: an object store sends it in one answer, not one for each read. */
    static FSDataInputStream sequential(Path path) throws IOException {
        return FutureIO.awaitFuture(system(path)
                .openFile(path)
                .opt("fs.option.openfile.read.policy", "sequential")
                .build());
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
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(read(location)))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (FileNotFoundException missing) {
            throw new UsageException("--" + option + ": there is no file " + location);
        } catch (CharacterCodingException bad) {
            throw new UsageException("--" + option + " " + location + " is not UTF-8");
        } catch (IOException bad) {
            throw new UsageException("--" + option + " " + location + ": " + bad.getMessage());
        }
    }

    static boolean exists(String location) throws IOException {
        var path = path(location);
        return system(path).exists(path);
    }

    /** Returns the whole name of a location, with its file system. */
    static String qualified(String location) throws IOException {
        var path = path(location);
        return system(path).makeQualified(path).toString();
    }

    /** Returns the bytes of a file, or of all files in a folder. */
    static long length(String location) throws IOException {
        var path = path(location);
        return system(path).getContentSummary(path).getLength();
    }

    /** Returns the path of a file as Spark names it in its columns: a URI, with what is special in one escaped. */
    static Path named(String file) {
        return new Path(URI.create(file));
    }

    /** Returns a location that may be relative to a file, which Spark has named; itself if it is no path at all. */
    static String resolved(String location, String file) {
        try {
            var path = path(location);
            return path.isAbsolute() || path.toUri().getScheme() != null
                    ? location
                    : new Path(named(file).getParent(), path).toString();
        } catch (IOException noPath) { // an error of the row when it is opened
            return location;
        }
    }

    private static Path path(String location) throws IOException {
        try {
            return new Path(location);
        } catch (IllegalArgumentException bad) {
            throw new IOException("is no path: " + bad.getMessage(), bad);
        }
    }
}
