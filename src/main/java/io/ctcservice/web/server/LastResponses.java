package io.ctcservice.web.server;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * A short wait between the end of the last request and the closing of its connection. The server counts a request as
 * ended when it leaves the servlet, and only then flushes the rest of the response: without the pause, a response that
 * is being sent at shutdown is sometimes cut off.
 */
@Component
final class LastResponses implements SmartLifecycle {

    private static final int PAUSE_MILLIS = 250;

    /**
     * The shutdown phase: after the requests have ended (default − 1024) and before the server stops (default − 2048).
     */
    private static final int PHASE = DEFAULT_PHASE - 1536;

    private volatile boolean running;

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
