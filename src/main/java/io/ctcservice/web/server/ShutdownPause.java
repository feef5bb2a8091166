package io.ctcservice.web.server;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/** A pause in a phase of the shutdown, in which the later phases wait. */
abstract class ShutdownPause implements SmartLifecycle {

    private final int phase;
    private final Duration pause;
    private volatile boolean running;

    /**
     * @param phase the phase of the shutdown; the highest comes first
     * @param pause how long it lasts, zero for none
     */
    ShutdownPause(int phase, Duration pause) {
        this.phase = phase;
        this.pause = pause;
    }

    /** Does what the pause begins with; not called where there is none. */
    abstract void begin(Duration pause);

    @Override
    public final void start() {
        running = true;
    }

    @Override
    public final void stop() {
        running = false;
        if (pause.isZero()) {
            return;
        }
        begin(pause);
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final boolean isRunning() {
        return running;
    }

    @Override
    public final int getPhase() {
        return phase;
    }
}
