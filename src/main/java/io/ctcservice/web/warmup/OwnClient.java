package io.ctcservice.web.warmup;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A client of the service in its own process. It talks to its own port, so it trusts whatever certificate it is shown: the
 * matrices that it sends are random numbers, and the secret with them is worth nothing elsewhere.
 */
final class OwnClient {

    private static final int ENOUGH_MILLIS = (int) Duration.ofSeconds(20).toMillis();
    private static final int STATUS_LINE = "HTTP/1.1 200".length();

    private final InetSocketAddress address;
    private final String base;
    private final @Nullable SSLSocketFactory tls;

    /** @param base the path of the service, empty or with a slash before it and none behind */
    OwnClient(@Nullable InetAddress listening, int port, String base, boolean isSecure)
            throws GeneralSecurityException {
        var reachable =
                listening == null || listening.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : listening;
        this.address = new InetSocketAddress(reachable, port);
        this.base = base;
        this.tls = isSecure ? trustful() : null;
    }

    /**
     * Returns the status of the answer, whose body is read and forgotten.
     *
     * @throws IOException if there is no answer within some seconds
     */
    int ask(WarmUpRequest request, String secret) throws IOException {
        try (var connection = connect()) {
            request.writeTo(connection.getOutputStream(), base, secret);
            var in = connection.getInputStream();
            String start = new String(in.readNBytes(STATUS_LINE), StandardCharsets.ISO_8859_1);
            if (!start.matches("HTTP/1\\.1 \\d{3}")) {
                throw new IOException("no answer of HTTP");
            }
            in.transferTo(OutputStream.nullOutputStream());
            return Integer.parseInt(start, start.length() - 3, start.length(), 10);
        }
    }

    private Socket connect() throws IOException {
        var connection = tls == null ? new Socket() : tls.createSocket();
        try {
            connection.setSoTimeout(ENOUGH_MILLIS);
            connection.connect(address, ENOUGH_MILLIS);
        } catch (IOException unreachable) {
            connection.close();
            throw unreachable;
        }
        return connection;
    }

    private static SSLSocketFactory trustful() throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trustful()}, null);
        return context.getSocketFactory();
    }

    private static final class Trustful implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException("a client has no clients");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // itself
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
