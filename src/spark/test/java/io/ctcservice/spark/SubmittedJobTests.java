package io.ctcservice.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the thin jar as clusters run it: submitted, on Java 17, and with a worker that dies. */
final class SubmittedJobTests {

    private static final int JAVA_17 = 61; // versions of class files
    private static final int JAVA_25 = 69;
    private static final int ROWS = 3000;
    private static final int FILES = 60;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Percentage BITS = Percentage.withPercentage(1e-10);

    @TempDir
    private static Path folder;

    private static final SparkSession spark = LocalSpark.session();
    private static Path jar = Path.of("");
    private static SparkHome home = new SparkHome(Path.of(""));

    private final List<Process> processes = new ArrayList<>();
    private final Job job = new Job(spark, folder);

    @BeforeAll
    static void findsTheJar() throws IOException {
        jar = Path.of(System.getProperty("spark.jar", "")).toAbsolutePath();
        assumeTrue(Files.isRegularFile(jar), "the build has made no jar of the bulk job");
        home = SparkHome.in(jar.resolveSibling("spark").resolve("home"));
        Corpus.write(spark, folder.resolve("in").toString(), ROWS, FILES);
    }

    @AfterEach
    void endsWhatItStarted() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Test
    void itHoldsTheJobAndTheCoreForJava17AndVectorsForLater() throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            assertThat(file.isMultiRelease()).isTrue();
            assertThat(file.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("io.ctcservice.spark.BulkJob");
            var classes = file.stream()
                    .filter(one -> one.getName().endsWith(".class"))
                    .toList();
            assertThat(classes.stream().map(one -> one.getName()))
                    .contains("io/ctcservice/spark/BulkJob.class", "io/ctcservice/core/Emissions.class")
                    .noneMatch(name -> name.contains("Tests"));
            for (var entry : classes) {
                String name = entry.getName();
                boolean vector = name.startsWith("META-INF/versions/25/io/ctcservice/core/");
                assertThat(name)
                        .matches(vector ? ".*/vector/[^/]+" : "io/ctcservice/(core|codec/npy|spark)/(?!.*vector/).*");
                try (var in = new DataInputStream(file.getInputStream(entry))) {
                    assertThat(in.readLong() & 0xFFFF).as(name).isEqualTo(vector ? JAVA_25 : JAVA_17);
                }
            }
        }
        assertThat(Files.size(jar)).isLessThan(1_000_000);
    }

    @Test
    void java17GivesTheSameWithoutVectors() throws Exception {
        String modern = submitted(current(), "local[2]", "modern");
        String old = submitted(java17(), "local[2]", "old");

        assertThat(modern).contains("rows 3000, bad 0, written 3000").doesNotContain("without vectors");
        assertThat(old).contains("rows 3000, bad 0, written 3000").contains("tasks ran without vectors");
        requireSame(job.rows("modern"), job.rows("old"));
    }

    @Test
    void aWorkerThatDiesCostsNoRowAndRepeatsNone() throws Exception {
        String master = "spark://127.0.0.1:" + freePort();
        start(
                "master",
                List.of(
                        "org.apache.spark.deploy.master.Master",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        master.substring(master.lastIndexOf(':') + 1),
                        "--webui-port",
                        "0"));
        var first = worker("first", master);
        worker("second", master);
        var driver = submit(current(), master, "survived");

        // a file for each task that has ended
        var output = folder.resolve("survived");
        await(() -> committed(output) > 2 || !driver.isAlive());
        var executors = first.descendants().toList();
        assertThat(executors).isNotEmpty();
        assertThat(driver.isAlive()).isTrue();
        assertThat(committed(output)).isLessThan(FILES / 2);
        first.destroyForcibly();
        executors.forEach(ProcessHandle::destroyForcibly);

        String summary = finished(driver, "survived");
        assertThat(summary).contains("rows 3000, bad 0, written 3000");
        job.run("in", "alone", "--task", "loss");
        requireSame(job.rows("alone"), job.rows("survived"));
    }

    private static void requireSame(Rows expected, Rows actual) {
        assertThat(expected.byId()).hasSize(ROWS);
        assertThat(actual.byId().keySet()).isEqualTo(expected.byId().keySet());
        for (String id : expected.byId().keySet()) {
            assertThat(actual.get(id).<Double>getAs("loss"))
                    .as(id)
                    .isCloseTo(expected.get(id).<Double>getAs("loss"), BITS);
        }
    }

    private Process worker(String name, String master) throws IOException {
        return start(
                name,
                List.of(
                        "org.apache.spark.deploy.worker.Worker",
                        "--host",
                        "127.0.0.1",
                        "--webui-port",
                        "0",
                        "--cores",
                        "1",
                        "--memory",
                        "1g",
                        master));
    }

    private String submitted(Path java, String master, String output) throws Exception {
        return finished(submit(java, master, output), output);
    }

    private Process submit(Path java, String master, String output) throws IOException {
        var arguments = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit", "--master", master));
        for (String setting : List.of(
                "spark.driver.host=127.0.0.1",
                "spark.driver.bindAddress=127.0.0.1",
                "spark.ui.enabled=false",
                "spark.executor.memory=512m",
                // begins when both workers are there
                "spark.cores.max=2",
                "spark.scheduler.minRegisteredResourcesRatio=1.0",
                "spark.scheduler.maxRegisteredResourcesWaitingTime=600s",
                // a task a file
                "spark.sql.files.openCostInBytes=134217728")) {
            arguments.addAll(List.of("--conf", setting));
        }
        arguments.addAll(List.of("--class", "io.ctcservice.spark.BulkJob", jar.toString(), "--task", "loss"));
        arguments.addAll(List.of("--input", folder.resolve("in").toString()));
        arguments.addAll(List.of("--output", folder.resolve(output).toString()));
        return start(java, output, arguments);
    }

    private String finished(Process driver, String log) throws Exception {
        assertThat(driver.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        String printed = Files.readString(folder.resolve(log + ".log"));
        assertThat(driver.exitValue()).as(printed).isZero();
        return printed;
    }

    private Process start(String name, List<String> arguments) throws IOException {
        return start(current(), name, arguments);
    }

    private Process start(Path java, String name, List<String> arguments) throws IOException {
        var process = home.start(java, folder.resolve(name + ".log"), arguments);
        processes.add(process);
        return process;
    }

    private static long committed(Path output) {
        try (Stream<Path> files = Files.exists(output) ? Files.walk(output) : Stream.empty()) {
            return files.filter(file -> file.getFileName().toString().startsWith("task_"))
                    .count();
        } catch (IOException | java.io.UncheckedIOException moving) {
            return 0; // a folder that was renamed meanwhile: looked at again
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        var end = Instant.now().plus(LONGEST);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Path current() {
        return Path.of(System.getProperty("java.home"));
    }

    /** Returns a Java of a version from 17 to 24: where machines that build on GitHub have it, or Debian. */
    private static Path java17() {
        var homes = Stream.concat(
                Stream.of("JAVA_HOME_17_X64", "JAVA_HOME_21_X64")
                        .map(System::getenv)
                        .filter(home -> home != null && !home.isEmpty())
                        .map(Path::of),
                Stream.of("java-17-openjdk-amd64", "java-17-openjdk-arm64", "java-21-openjdk-amd64")
                        .map(name -> Path.of("/usr/lib/jvm", name)));
        return homes.filter(home -> Files.isExecutable(home.resolve("bin").resolve("java")))
                .findFirst()
                .orElseGet(() -> abort("there is no Java from 17 to 24"));
    }
}
