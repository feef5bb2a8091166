package io.ctcservice.web.converters;

import io.ctcservice.web.overload.BodyReading;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/**
 * A response of server-sent events, which starts with the first event. Not thread-safe.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
final class EventStream implements BodyReading.Progress {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServletResponse response;
    private boolean begun = false;

    EventStream(HttpServletResponse response) {
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

    /** Sends an event, whose data is on one line. */
    void send(String name, byte[] data) throws IOException {
        if (!begun) {
            begun = true;
            response.setContentType("text/event-stream;charset=UTF-8");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        var out = response.getOutputStream();
        out.write(("event: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        out.write(data);
        out.write(new byte[] {'\n', '\n'});
        out.flush();
    }
}
