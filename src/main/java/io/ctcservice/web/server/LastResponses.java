package io.ctcservice.web.server;

import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * A short wait between the end of the last request and the closing of its connection. The server counts a request as
 * ended when it leaves the servlet, and only then flushes the rest of the response: without the pause, a response that
 * is being sent at shutdown is sometimes cut off.
 */
@Component
final class LastResponses extends ShutdownPause {

    private static final Duration PAUSE = Duration.ofMillis(250);

    /**
     * The shutdown phase: after the requests have ended (default − 1024) and before the server stops (default − 2048).
     */
    private static final int PHASE = DEFAULT_PHASE - 1536;

    LastResponses() {
        super(PHASE, PAUSE);
    }

    @Override
    void begin(Duration pause) {}
}
