package io.ctcservice.wire.span;

import org.jspecify.annotations.Nullable;

/**
 * Turns frames into seconds where their duration is known.
 *
 * @param perFrame as the request says, if it does
 */
public record Seconds(@Nullable Double perFrame) {

    /** Returns when a frame begins, if that is known. */
    public @Nullable Double of(int frame) {
        return perFrame == null ? null : frame * perFrame;
    }
}
