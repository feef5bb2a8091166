package io.ctcservice.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.Command;
import io.ctcservice.testing.ToneNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The service in a separate JVM of half a gigabyte: from the jar if there is one, else from the class path. */
final class ServiceProcess implements AutoCloseable {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");
    private static final Duration START = Duration.ofMinutes(5); // only bounds
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    private final int port;
    private final Path log;
    private final Process process;

    ServiceProcess(Path folder) throws IOException {
        port = freePort();
        log = folder.resolve("service.log");
        var network = ToneNetwork.writeTo(folder.resolve("network"));
        process = new ProcessBuilder(command(port, network))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        awaitReadiness();
    }

    private static List<String> command(int port, Path network) {
        var command = new ArrayList<>(List.of(
                JAVA.resolve("java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError"));
        var jar = System.getProperty("ctc.jar", "");
        command.addAll(
                !jar.isEmpty() && Files.exists(Path.of(jar))
                        ? List.of("-jar", jar)
                        : List.of(
                                "-cp",
                                String.valueOf(System.getProperty("java.class.path")),
                                "io.ctcservice.CtcServiceApplication"));
        command.addAll(List.of(
                "--server.port=" + port,
                "--ctc.warm-up=1s",
                "--ctc.networks.tones.location=" + network,
                "--ctc.networks.tones.preset=wav2vec2",
                "--ctc.networks.tones.windows.seconds=1",
                "--ctc.networks.tones.windows.overlap=0.2",
                "--ctc.language-models.greeting.location=file:src/docs/examples/greeting.arpa"));
        return command;
    }

    int port() {
        return port;
    }

    /** Returns the bytes in use after a full collection. */
    long heapInUse() throws IOException {
        var histogram = Command.output(
                Path.of("."),
                List.of(JAVA.resolve("jcmd").toString(), String.valueOf(process.pid()), "GC.class_histogram"));
        var total = TOTAL.matcher(histogram);
        assertThat(total.find()).as(histogram).isTrue();
        return Long.parseLong(total.group(1));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns the lines of its log that tell of a bug. */
    List<String> errors() throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" ERROR ") || line.contains("OutOfMemoryError"))
                    .limit(20)
                    .toList();
        }
    }

    private void awaitReadiness() throws IOException {
        var request = "GET /actuator/health/readiness HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        for (var end = Instant.now().plus(START); Instant.now().isBefore(end); ) {
            try (var connection = new Connection(port)) {
                if (connection.ask("GET", request).status() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                assertThat(process.isAlive()).as(() -> text(log)).isTrue();
            }
            pause();
        }
        throw new IOException("not ready after " + START + ": " + text(log));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
