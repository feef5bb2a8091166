package io.ctcservice.spark;

import org.jspecify.annotations.Nullable;

/**
 * The seconds of the frames of an utterance.
 *
 * @param perFrame seconds from one frame to the next; null if they are unknown
 * @param most the duration of the recording; infinite if it is unknown
 */
record Times(@Nullable Double perFrame, double most) {

    private static final double MICRO = 1e6;

    /** Returns the start of a frame in seconds, to the microsecond as in answers of the service, and at most the duration; null where frames have no seconds. */
    @Nullable
    Double of(int frame) {
        return perFrame == null ? null : (Double) (Math.rint(Math.min(frame * perFrame, most) * MICRO) / MICRO);
    }
}
