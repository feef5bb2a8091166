package io.ctcservice.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.launcher.JavaModuleOptions;

/** An installation of Spark as a cluster has it, made of the jars that the tests run with: its programs as processes. */
record SparkHome(Path folder) {

    /** Makes one: links to all jars on the class path. */
    static SparkHome in(Path folder) throws IOException {
        var jars = Files.createDirectories(folder.resolve("jars"));
        Files.createDirectories(folder.resolve("conf"));
        try (var links = Files.list(jars)) {
            for (Path old : links.toList()) {
                Files.delete(old);
            }
        }
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            var jar = Path.of(entry);
            if (entry.endsWith(".jar")) {
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar.toAbsolutePath());
            }
        }
        return new SparkHome(folder);
    }

    /**
     * Starts a program of Spark.
     *
     * @param java home of the Java that runs it and what it starts
     * @param log takes its output
     * @param arguments the main class and what it is told
     */
    Process start(Path java, Path log, List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(java.resolve("bin").resolve("java").toString());
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().strip().split(" +", -1)));
        command.addAll(List.of("-Xmx512m", "-cp", folder.resolve("jars") + "/*"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "SPARK_HOME", folder.toString(),
                        "JAVA_HOME", java.toString(),
                        "SPARK_LOCAL_IP", "127.0.0.1",
                        "SPARK_SCALA_VERSION", "2.13",
                        "SPARK_WORKER_DIR", folder.resolve("work").toString()));
        return builder.start();
    }
}
