package io.ctcservice.bench;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.scaled.ScaledForward;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A program that does the least that a server can do with the requests of {@code src/jmh/http/throughput.py}: a thread for each
 * connection reads them from its socket, without a look at more than their length, computes the loss of 1000 × 32 or nothing, and
 * answers with a number. What it reaches with the client on the same processors is out of reach for any other server.
 */
final class BareServer {

    private static final int FRAMES = 1000;
    private static final int CLASSES = 32;
    private static final String LENGTH = "content-length:";

    private BareServer() {}

    /** Serves until it is ended; the arguments are the port and {@code loss} or {@code nothing}. */
    public static void main(String[] arguments) throws IOException {
        try (var server = new ServerSocket(Integer.parseInt(arguments[0]), 64, InetAddress.getLoopbackAddress())) {
            serve(server, arguments[1].equals("loss") ? loss() : body -> body.length);
        }
    }

    /** Serves each connection on a thread of its own until the socket is closed. */
    static void serve(ServerSocket server, ToDoubleFunction<byte[]> work) throws IOException {
        while (!server.isClosed()) {
            Socket client = server.accept();
            Thread.ofPlatform().daemon().start(() -> serve(client, work));
        }
    }

    /** Returns the loss of the matrix at the end of a body, float32 with the lowest byte first. */
    static ToDoubleFunction<byte[]> loss() {
        ExtendedTarget target =
                Workload.of("1x1000x32x150", /* peaky= */ true).targets().getFirst();
        var loss = new CtcLoss(new ScaledForward());
        return body -> {
            var scores = new float[FRAMES * CLASSES];
            int header = body.length - Float.BYTES * scores.length;
            ByteBuffer.wrap(body, header, body.length - header)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(scores);
            var emissions = Emissions.of(FloatMatrix.adopt(FRAMES, CLASSES, scores), ScoreKind.LOGITS);
            return -loss.loss(emissions, target, EnumSet.noneOf(CtcLoss.Part.class))
                    .logLikelihood();
        };
    }

    private static void serve(Socket client, ToDoubleFunction<byte[]> work) {
        try (client;
                var input = new BufferedInputStream(client.getInputStream(), 1 << 16)) {
            client.setTcpNoDelay(true);
            for (int length = readHead(input); length >= 0; length = readHead(input)) {
                double result = work.applyAsDouble(input.readNBytes(length));
                String answer = "{\"result\":" + result + "}";
                String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ";
                client.getOutputStream()
                        .write((head + answer.length() + "\r\n\r\n" + answer).getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // the client has hung up
        }
    }

    /** Reads the head of a request; returns the length of its body, −1 where there is no further request. */
    private static int readHead(InputStream input) throws IOException {
        int length = -1;
        var line = new StringBuilder();
        for (int next = input.read(); next >= 0; next = input.read()) {
            if (next != '\n') {
                line.append((char) next);
                continue;
            }
            String text = line.toString().strip().toLowerCase(Locale.ROOT);
            line.setLength(0);
            if (text.isEmpty()) {
                return Math.max(length, 0);
            }
            length = text.startsWith(LENGTH)
                    ? Integer.parseInt(text.substring(LENGTH.length()).strip())
                    : length;
        }
        return -1;
    }
}
