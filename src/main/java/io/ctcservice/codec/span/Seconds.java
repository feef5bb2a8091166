package io.ctcservice.codec.span;

import org.jspecify.annotations.Nullable;

/**
 * A conversion of frames to seconds, where the duration of a frame is known.
 *
 * @param perFrame as the request says, if it does
 * @param most the duration of the recording, since its last frame may reach beyond its end; infinite if it is unknown
 */
public record Seconds(@Nullable Double perFrame, double most) {

    private static final double MICRO = 1e6;

    /** Returns a conversion for emissions of any duration. */
    public Seconds(@Nullable Double perFrame) {
        this(perFrame, Double.POSITIVE_INFINITY);
    }

    /** Returns the start of a frame in seconds, to the microsecond, and at most the duration; null if the duration of a frame is unknown. */
    public @Nullable Double of(int frame) {
        return perFrame == null ? null : rounded(Math.min(frame * perFrame, most));
    }

    /**
     * Returns the start of a frame in seconds: the double nearest to six decimals, which prints short.
     *
     * @param perFrame seconds, above 0
     */
    public static double of(int frame, double perFrame) {
        return rounded(frame * perFrame);
    }

    /** Returns a duration in seconds, to the microsecond. */
    public static double rounded(double seconds) {
        return Math.rint(seconds * MICRO) / MICRO;
    }
}
