package io.ctcservice.audio;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A remark about a sound that can be read, but suspiciously.
 *
 * @param detail what was found
 * @param better the channel, counted from 0, that is better alone; empty if the remark is not about channels
 */
public record SoundRemark(String detail, OptionalInt better) {

    /** Returns the remark about a sound of {@code rate} Hz for a network of {@code wanted} Hz, if it has less than half of what that hears. */
    public static Optional<SoundRemark> ofRate(int rate, int wanted) {
        return 2L * rate >= wanted
                ? Optional.empty()
                : Optional.of(new SoundRemark(
                        "a recording of " + rate + " Hz for a network that was trained with " + wanted
                                + " Hz: there is nothing to hear above " + rate / 2 + " Hz; expected one of at least "
                                + Math.ceilDiv(wanted, 2) + " Hz",
                        OptionalInt.empty()));
    }
}
