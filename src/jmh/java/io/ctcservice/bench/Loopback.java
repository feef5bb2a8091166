package io.ctcservice.bench;

import com.sun.management.OperatingSystemMXBean;
import io.ctcservice.CtcServiceApplication;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.scaled.ScaledForward;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program that measures the cost of the transport: processor time of the service for one request over loopback, in
 * each form, next to that of the mathematics alone. The service runs in this process; its time is that of the process
 * without the client's thread, with its compilers and its garbage collector. One client, one connection, one request
 * after the other; all are warmed up before any is measured, and are measured in turn.
 */
final class Loopback {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final JsonMapper ORDINARY = new JsonMapper();
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

    private final double warmUpSeconds;
    private final double seconds;
    private final int rounds;
    private final String which;
    private double sink; // so that nothing is left out

    private Loopback(double warmUpSeconds, double seconds, int rounds, String which) {
        this.which = which;
        this.warmUpSeconds = warmUpSeconds;
        this.seconds = seconds;
        this.rounds = rounds;
    }

    /**
     * Measures; the arguments are the seconds of warm-up and of a measurement, the number of measurements of each, and
     * a pattern that selects them.
     */
    public static void main(String[] arguments) throws IOException {
        var loopback = new Loopback(
                Double.parseDouble(arguments[0]),
                Double.parseDouble(arguments[1]),
                Integer.parseInt(arguments[2]),
                arguments.length > 3 ? arguments[3] : ".*");
        loopback.run(System.out::println);
    }

    static void runOnce(Consumer<String> report) throws IOException {
        new Loopback(0, 0, 1, ".*").run(report);
    }

    private void run(Consumer<String> report) throws IOException {
        try (var service =
                SpringApplication.run(CtcServiceApplication.class, "--server.port=0", "--logging.level.root=error")) {
            var works = works(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            for (var work : works.values()) {
                repeat(work, warmUpSeconds);
            }
            var times = new double[works.size()][rounds];
            for (int round = 0; round < rounds; round++) {
                int i = 0;
                for (var work : works.values()) {
                    times[i++][round] = repeat(work, seconds);
                }
            }
            report(works.keySet(), times, report);
        }
    }

    private void report(Iterable<String> names, double[][] times, Consumer<String> report) {
        report.accept("ms of processor time a request: the least of " + rounds + ", and the median");
        int i = 0;
        for (String name : names) {
            var sorted = times[i++];
            Arrays.sort(sorted);
            report.accept(String.format(Locale.ROOT, "%-26s %8.3f %8.3f", name, sorted[0], sorted[rounds / 2]));
        }
    }

    private Map<String, Work> works(int port) throws IOException {
        var works = new LinkedHashMap<String, Work>();
        var least = FloatMatrix.ofRows(new float[] {0, 3});
        works.put("loss 1x2, tensors", new Client(port, Exchange.tensors("ctc-loss", least, Labels.of(1))));
        var loss = Workload.of("1x1000x32x150", false);
        var logits = loss.logits().getFirst();
        var target = loss.targets().getFirst();
        String labels = ",\"labels\":" + target.labels();
        works.put("loss 1000x32, core", () -> sink += core(logits, target));
        works.put("loss 1000x32, .npy", new Client(port, Exchange.form("/loss", logits, labels)));
        works.put("loss 1000x32, tensors", new Client(port, Exchange.tensors("ctc-loss", logits, target.labels())));
        works.put("loss 1000x32, JSON", new Client(port, Exchange.json("/loss", logits, labels)));
        var wide = Workload.of("1x500x1024x20", false).logits().getFirst();
        works.put("greedy 500x1024, core", () -> sink += core(wide));
        var form = Exchange.form("/decode", wide, "");
        works.put("greedy 500x1024, .npy", new Client(port, form));
        works.put("that request, only read", new Client(MereReader.start(form.bytes().length), form));
        works.put("greedy 500x1024, tensors", new Client(port, Exchange.tensors("ctc-decode", wide, Labels.of())));
        var json = Exchange.json("/decode", wide, "");
        works.put("greedy 500x1024, JSON", new Client(port, json));
        works.put("greedy 500x1024, tolist()", new Client(port, Exchange.jsonOfDoubles("/decode", wide, "")));
        works.put("the same, Jackson alone", () -> sink += byJackson(json));
        works.keySet().removeIf(name -> !name.matches(which));
        return works;
    }

    private static double core(FloatMatrix logits, ExtendedTarget target) {
        var loss = new CtcLoss(new ScaledForward());
        return loss.loss(Emissions.of(logits, ScoreKind.LOGITS), target, EnumSet.noneOf(CtcLoss.Part.class))
                .logLikelihood();
    }

    private static double core(FloatMatrix logits) {
        var decoder = new GreedyDecoder(new ScaledForward(), 0);
        return decoder.decode(Emissions.withBestPath(logits, ScoreKind.LOGITS))
                .getFirst()
                .logProb();
    }

    /** Reads a body as a service with an ordinary JSON library does, and nothing else: into arrays of arrays. */
    private static double byJackson(Exchange json) {
        return ORDINARY.readValue(json.body(), OrdinaryBody.class)
                .utterances()
                .getFirst()
                .emissions()[0][0];
    }

    private record OrdinaryBody(List<OrdinaryUtterance> utterances, int blank) {}

    @SuppressWarnings("ArrayRecordComponent") // as ordinary services have them
    private record OrdinaryUtterance(float[][] emissions) {}

    /** Returns the processor time of one piece of work in ms; all of this thread's too where it does the work itself. */
    private static double repeat(Work work, double seconds) throws IOException {
        boolean isClient = work instanceof Client;
        var threads = ManagementFactory.getThreadMXBean();
        long start = System.nanoTime();
        long processStart = SYSTEM.getProcessCpuTime();
        long clientStart = threads.getCurrentThreadCpuTime();
        int count = 0;
        do {
            work.run();
            count++;
        } while (System.nanoTime() - start < seconds * 1e9);
        work.pause();
        long client = threads.getCurrentThreadCpuTime() - clientStart;
        long process = SYSTEM.getProcessCpuTime() - processStart;
        return (isClient ? process - client : client) / 1e6 / count;
    }

    /** Work to measure. */
    private interface Work {
        void run() throws IOException;

        /** Called when the work is not run for a while. */
        default void pause() throws IOException {}
    }

    /** A server that reads requests of a known length, discards them and says OK: the least that a server can do. */
    private record MereReader(ServerSocket server, int length) implements Runnable {

        private static final byte[] OK =
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

        /** Returns the port where requests of this length are read, in a thread of their own. */
        static int start(int length) throws IOException {
            var server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
            Thread.ofPlatform().daemon().start(new MereReader(server, length));
            return server.getLocalPort();
        }

        @Override
        public void run() {
            var buffer = new byte[1 << 14];
            while (true) {
                try (var client = server.accept()) {
                    var in = client.getInputStream();
                    int rest = length;
                    for (int read = 0; read >= 0; read = in.read(buffer, 0, Math.min(buffer.length, rest))) {
                        rest -= read;
                        if (rest == 0) {
                            client.getOutputStream().write(OK);
                            rest = length;
                        }
                    }
                } catch (IOException hungUp) {
                    // the next one will come
                }
            }
        }
    }

    /** One request, sent over a connection for as long as the server keeps it. */
    private static final class Client implements Work {

        private final int port;
        private final Exchange exchange;
        private final byte[] buffer = new byte[1 << 16];
        private @Nullable Socket connection;

        Client(int port, Exchange exchange) {
            this.port = port;
            this.exchange = exchange;
        }

        @Override
        public void run() throws IOException {
            var open = connection == null ? open() : connection;
            open.getOutputStream().write(exchange.bytes());
            String answer = answer(open.getInputStream());
            if (!answer.startsWith("HTTP/1.1 200")) {
                throw new IOException(answer);
            }
            if (answer.contains("Connection: close")) {
                pause();
            }
        }

        /** Hangs up before the server does. */
        @Override
        public void pause() throws IOException {
            if (connection != null) {
                connection.close();
                connection = null;
            }
        }

        private Socket open() throws IOException {
            var open = new Socket(InetAddress.getLoopbackAddress(), port);
            open.setTcpNoDelay(true);
            connection = open;
            return open;
        }

        /** Returns an answer, head and body, of known length or in chunks. */
        private String answer(InputStream in) throws IOException {
            int size = 0;
            while (true) {
                if (size == buffer.length) {
                    throw new IOException("an answer of more than " + size + " bytes");
                }
                int read = in.read(buffer, size, buffer.length - size);
                if (read < 0) {
                    throw new IOException("hung up after " + size + " bytes");
                }
                size += read;
                String answer = new String(buffer, 0, size, StandardCharsets.ISO_8859_1);
                int head = answer.indexOf("\r\n\r\n");
                if (head >= 0 && isWhole(answer, head)) {
                    return answer;
                }
            }
        }

        private static boolean isWhole(String answer, int head) {
            var length = LENGTH.matcher(answer).region(0, head + 2);
            return length.find()
                    ? answer.length() == head + 4 + Integer.parseInt(length.group(1))
                    : answer.endsWith("\r\n0\r\n\r\n");
        }
    }
}
