package io.ctcservice.web.converters;

import io.ctcservice.web.overload.BodyReading;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerExceptionResolver;
import tools.jackson.databind.json.JsonMapper;

/**
 * A response of server-sent events, which starts with the first event. Not thread-safe.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
public final class EventStream implements BodyReading.Progress {

    /** The paths of the endpoints that report their progress to clients that accept events. */
    public static final Set<String> PATHS = Set.of("/decode", "/align");

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServletResponse response;
    private boolean begun = false;

    public EventStream(HttpServletResponse response) {
        this.response = response;
    }

    @Override
    public void report(double seconds, double of) {
        var progress = JSON.createObjectNode().put("seconds", rounded(seconds));
        if (Double.isNaN(of)) {
            progress.putNull("of");
        } else {
            progress.put("of", rounded(of));
        }
        try {
            send("progress", JSON.writeValueAsBytes(progress));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }

    /** Returns whether an event has been sent: then it is too late for a status. */
    public boolean isBegun() {
        return begun;
    }

    /**
     * Reports a failure after the first event, as the problem document that would have been the answer before it.
     *
     * @throws RuntimeException the failure itself if no handler handles it
     */
    public void fail(HttpServletRequest request, Exception failure, HandlerExceptionResolver resolver)
            throws IOException {
        var answer = new BufferedResponse(response);
        if (resolver.resolveException(request, answer, null, failure) == null) {
            if (failure instanceof RuntimeException ours) {
                throw ours;
            }
            throw new IOException(failure);
        }
        send("error", answer.body());
    }

    /** Sends an event, whose data is on one line. */
    public void send(String name, byte[] data) throws IOException {
        if (!begun) {
            begun = true;
            response.setContentType("text/event-stream;charset=UTF-8");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader("X-Accel-Buffering", "no"); // else nginx keeps them till the end, with HTTP/1.0 or gzip
        }
        var out = response.getOutputStream();
        out.write(("event: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        out.write(data);
        out.write(new byte[] {'\n', '\n'});
        out.flush();
    }
}
