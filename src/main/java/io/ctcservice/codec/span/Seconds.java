package io.ctcservice.codec.span;

import org.jspecify.annotations.Nullable;

/**
 * A conversion of frames to seconds, where the duration of a frame is known.
 *
 * @param perFrame as the request says, if it does
 */
public record Seconds(@Nullable Double perFrame) {

    private static final double MICRO = 1e6;

    /** Returns the start of a frame in seconds, to the microsecond; null if the duration of a frame is unknown. */
    public @Nullable Double of(int frame) {
        return perFrame == null ? null : of(frame, perFrame);
    }

    /**
     * Returns the start of a frame in seconds: the double nearest to six decimals, which prints short.
     *
     * @param perFrame seconds, above 0
     */
    public static double of(int frame, double perFrame) {
        return Math.rint(frame * perFrame * MICRO) / MICRO;
    }
}
