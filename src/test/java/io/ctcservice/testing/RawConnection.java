package io.ctcservice.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A connection over which a test sends bytes that no HTTP client would. */
public final class RawConnection implements AutoCloseable {

    private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.[01] (\\d{3})");

    private final Socket socket = new Socket();

    public RawConnection(int port) {
        this(port, 0);
    }

    /** @param receiveBuffer bytes that the system takes in for it, as few as it may; 0 for as many as usual */
    public RawConnection(int port, int receiveBuffer) {
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 60_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends {@code text}; false if the server has hung up. */
    public boolean send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends {@code bytes}; false if the server has hung up. */
    public boolean send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads at most so many bytes, waiting for the first; returns how many, negative if the server has hung up. */
    public int read(int most) {
        try {
            return socket.getInputStream().read(new byte[most]);
        } catch (IOException e) {
            return -1;
        }
    }

    /** Returns at most so many bytes, waiting for the first; none if the server has hung up. */
    public byte[] readSome(int most) {
        var some = new byte[most];
        try {
            return Arrays.copyOf(some, Math.max(0, socket.getInputStream().read(some)));
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** Closes this side of the connection: what the server says can still be read. */
    public void endSending() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns all that the server sends until it closes the connection or is silent for {@code silence}. */
    public Answer answer(Duration silence) {
        var said = new ByteArrayOutputStream();
        try {
            socket.setSoTimeout(Math.toIntExact(silence.toMillis()));
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                said.write(next);
                if (socket.getInputStream().available() == 0 && isWhole(said)) {
                    break;
                }
            }
        } catch (IOException silentOrGone) {
            // what was said so far is the answer
        }
        return new Answer(said.toString(StandardCharsets.UTF_8));
    }

    private static boolean isWhole(ByteArrayOutputStream said) {
        var text = said.toString(StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        var length = Pattern.compile("(?i)content-length: (\\d+)").matcher(text.substring(0, head));
        return length.find()
                ? text.length() >= head + 4 + Integer.parseInt(length.group(1))
                : text.endsWith("0\r\n\r\n");
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The response as text.
     *
     * @param text status line, headers and body; empty if it said nothing
     */
    public record Answer(String text) {
        /** Returns the status code, 0 if there was no answer. */
        public int status() {
            var matcher = STATUS.matcher(text);
            return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        }

        public Optional<String> header(String name) {
            var matcher = Pattern.compile("(?im)^" + Pattern.quote(name) + ": (.*?)\\r?$")
                    .matcher(text);
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        }
    }
}
