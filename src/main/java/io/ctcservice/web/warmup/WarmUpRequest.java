package io.ctcservice.web.warmup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A request that can be written to a connection, which it asks the server to close after its answer. Immutable. */
final class WarmUpRequest {

    private final String path;
    private final String contentType;
    private final String accept;
    private final byte[] body;

    /** @param path with its query; below the path of the service */
    WarmUpRequest(String path, String contentType, String accept, byte[] body) {
        this.path = path;
        this.contentType = contentType;
        this.accept = accept;
        this.body = body.clone();
    }

    /** @param base the path of the service, empty or with a slash before it and none behind */
    void writeTo(OutputStream out, String base, String secret) throws IOException {
        String head = "POST " + base + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
                + contentType + "\r\nAccept: " + accept + "\r\nContent-Length: " + body.length + "\r\n"
                + OwnRequests.HEADER + ": " + secret + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }

    @Override
    public String toString() {
        return path.replaceFirst("\\?.*", "") + " of " + contentType;
    }
}
