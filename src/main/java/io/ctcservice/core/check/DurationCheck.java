package io.ctcservice.core.check;

import io.ctcservice.core.Counted;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;

/** A check whether the duration of a recording and that of the frames that were made of it are about the same. */
public final class DurationCheck {

    /** Networks leave out what is less than a window at the end, or pad it, and drop frames of the last stride. */
    private static final int TOLERATED_FRAMES = 5;

    private static final double TOLERATED_SHARE = 0.1;

    private static final MathContext SHOWN = new MathContext(6);

    private DurationCheck() {}

    /**
     * Returns a warning of durations that differ by more than a tenth; empty for others, and where one of them is unknown.
     *
     * @param seconds the duration of the recording; infinite if it is unknown
     */
    public static Optional<String> of(int frames, double secondsPerFrame, double seconds) {
        double lasting = frames * secondsPerFrame;
        double tolerated = TOLERATED_SHARE * Math.max(lasting, seconds) + TOLERATED_FRAMES * secondsPerFrame;
        if (Double.isInfinite(seconds) || Math.abs(lasting - seconds) <= tolerated) {
            return Optional.empty();
        }
        String found = shown(seconds) + ", but the emissions last " + shown(lasting) + " s ("
                + Counted.of(frames, "frame") + " of " + shown(secondsPerFrame) + " s)";
        return Optional.of(
                lasting > seconds
                        ? found + ": all times after " + shown(seconds) + " s are cut to it"
                        : found + "; is the duration of a frame right?");
    }

    private static String shown(double number) {
        String plain = new BigDecimal(number).round(SHOWN).stripTrailingZeros().toPlainString();
        return plain.length() <= 12 ? plain : String.format(Locale.ROOT, "%.5g", number);
    }
}
