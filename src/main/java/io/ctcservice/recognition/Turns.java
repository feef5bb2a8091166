package io.ctcservice.recognition;

/**
 * A runner of the windows of a sound, one after the other: an implementation may wait, count or cancel between them.
 */
@FunctionalInterface
public interface Turns {

    /** Turns without waiting: each window is run immediately. */
    Turns AT_ONCE = (window, seconds) -> window.run();

    /**
     * Runs a window, exactly once; or throws, which ends the work on the sound. The sound of the window has been read, so no
     * permit need be held while a client is slow.
     *
     * @param window the work
     * @param seconds of sound, from its beginning, that are done when the window is
     */
    void run(Runnable window, double seconds);
}
