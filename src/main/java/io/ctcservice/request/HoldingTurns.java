package io.ctcservice.request;

import io.ctcservice.recognition.NetworkDescription;
import io.ctcservice.recognition.Turns;

/**
 * Turns that take the memory for the scores of each window before it is run: how many the recordings of a request have is not
 * known when it is admitted, and they are held until it ends. Not thread-safe.
 */
final class HoldingTurns implements Turns {

    private static final int BYTES_OF_A_SCORE = 2 * Float.BYTES; // collected and joined

    private final ReadingTurns turns;
    private final double bytesPerSecond;
    private double before = 0;

    HoldingTurns(ReadingTurns turns, NetworkDescription network) {
        Double frame = network.secondsPerFrame();
        this.turns = turns;
        this.bytesPerSecond =
                frame == null ? 0 : BYTES_OF_A_SCORE * network.vocabulary().size() / frame;
    }

    /** Returns the duration of the sound so far, in seconds. */
    double seconds() {
        return before;
    }

    @Override
    public void run(Runnable window, double seconds) {
        turns.hold((long) (bytesPerSecond * (seconds - before)));
        before = seconds;
        turns.run(window, seconds);
    }
}
