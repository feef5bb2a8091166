package io.ctcservice.api.transcriptions;

import io.ctcservice.request.ReadingTurns;
import java.util.function.Supplier;

/** Turns that add up the duration of the sound run in them. Not thread-safe. */
final class CountedTurns implements ReadingTurns {

    private final ReadingTurns turns;
    private double seconds = 0;

    CountedTurns(ReadingTurns turns) {
        this.turns = turns;
    }

    /** Returns the duration of the sound so far, in seconds. */
    double seconds() {
        return seconds;
    }

    @Override
    public void expect(double expected) {
        turns.expect(expected);
    }

    @Override
    public void hold(long bytes) {
        turns.hold(bytes);
    }

    @Override
    public <T> T compute(Supplier<T> work) {
        return turns.compute(work);
    }

    @Override
    public void run(Runnable window, double until) {
        turns.run(window, until);
        seconds = until;
    }
}
