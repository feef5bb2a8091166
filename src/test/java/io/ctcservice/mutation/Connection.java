package io.ctcservice.mutation;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client's connection, kept alive while the server allows it; it sends requests that no HTTP library would. */
final class Connection implements AutoCloseable {

    private static final int MILLIS = 60_000; // for one read: only a server that hangs takes longer

    private final int port;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();

    Connection(int port) {
        this.port = port;
    }

    /**
     * Sends a request and returns the response. A connection that it closed meanwhile is opened again, once.
     *
     * @throws IOException if there is no answer, or none that is HTTP
     */
    Response ask(String method, byte[] request) throws IOException {
        boolean fresh = socket == null;
        try {
            return exchange(method, request);
        } catch (IOException gone) {
            close();
            if (fresh || gone instanceof SocketTimeoutException) {
                throw gone;
            }
            return exchange(method, request);
        }
    }

    private Response exchange(String method, byte[] request) throws IOException {
        var open = open();
        IOException unsent = null;
        try {
            open.getOutputStream().write(request);
        } catch (IOException refused) {
            unsent = refused; // it may have answered before it had read everything
        }
        try {
            var answer = read(method);
            if (unsent != null || answer.header("connection").equalsIgnoreCase("close")) {
                close();
            }
            return answer;
        } catch (IOException silent) {
            if (unsent != null) {
                silent.addSuppressed(unsent);
            }
            throw silent;
        }
    }

    private Socket open() throws IOException {
        var open = socket;
        if (open == null) {
            open = new Socket();
            open.setTcpNoDelay(true);
            open.setSoTimeout(MILLIS);
            open.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS);
            in = new BufferedInputStream(open.getInputStream());
            socket = open;
        }
        return open;
    }

    private Response read(String method) throws IOException {
        int status;
        Map<String, String> headers;
        do {
            var line = line();
            if (!line.matches("HTTP/1\\.1 \\d{3}( .*)?")) {
                throw new IOException("not HTTP: " + line);
            }
            status = Integer.parseInt(line.substring(9, 12));
            headers = headers();
        } while (status < 200);
        boolean empty = method.equals("HEAD") || status == 204 || status == 304;
        return new Response(status, headers, empty ? "" : body(headers));
    }

    private Map<String, String> headers() throws IOException {
        var headers = new HashMap<String, String>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            var header = line.split(":", 2);
            if (header.length < 2) {
                throw new IOException("no header: " + line);
            }
            headers.put(header[0].toLowerCase(Locale.ROOT), header[1].strip());
        }
        return headers;
    }

    private String body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            var body = new StringBuilder();
            for (int size = chunk(); size > 0; size = chunk()) {
                body.append(bytes(size));
                line();
            }
            line();
            return body.toString();
        }
        var length = headers.get("content-length");
        return length != null
                ? bytes(Integer.parseInt(length))
                : new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String bytes(int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("a body of " + bytes.length + " bytes in place of " + length);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the end after \"" + line + "\"");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
