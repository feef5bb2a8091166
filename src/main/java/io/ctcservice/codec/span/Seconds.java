package io.ctcservice.codec.span;

import org.jspecify.annotations.Nullable;

/**
 * Turns frames into seconds where their duration is known.
 *
 * @param perFrame as the request says, if it does
 */
public record Seconds(@Nullable Double perFrame) {

    private static final double MICRO = 1e6;

    /** Returns when a frame begins, if that is known, to the microsecond. */
    public @Nullable Double of(int frame) {
        return perFrame == null ? null : of(frame, perFrame);
    }

    /**
     * Returns when a frame begins, to the microsecond: the double that is nearest to six decimals, and so prints short.
     *
     * @param perFrame seconds, above 0
     */
    public static double of(int frame, double perFrame) {
        return Math.rint(frame * perFrame * MICRO) / MICRO;
    }
}
