package io.ctcservice.audio;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.PlainNumber;

/**
 * The layout of mel bands over a spectrum.
 *
 * @param bands how many
 * @param lowest frequency in Hz where the first begins
 * @param highest frequency in Hz where the last ends; 0 or less: from half the sample rate downwards
 * @param scale on which their corners are equally spaced
 * @param isTriangularInMel whether they rise and fall evenly on that scale, or in Hz
 * @param isOfEqualArea whether each is divided by half its width in Hz (Slaney), or is 1 at its centre
 */
public record MelSettings(
        int bands, double lowest, double highest, Scale scale, boolean isTriangularInMel, boolean isOfEqualArea) {

    /** A scale of pitch. */
    public enum Scale {
        /** 2595·log₁₀(1 + f/700), which is 1127·ln(1 + f/700). */
        HTK {
            @Override
            double mel(double hertz) {
                return 2595 * Math.log10(1 + hertz / 700);
            }

            @Override
            double hertz(double mel) {
                return 700 * (Math.pow(10, mel / 2595) - 1);
            }
        },
        /** Slaney's: even up to 1000 Hz, then logarithmic, 27 steps for a factor of 6.4. */
        SLANEY {
            private static final double HERTZ_PER_MEL = 200.0 / 3;
            private static final double CORNER = 1000;
            private static final double STEP = Math.log(6.4) / 27;

            @Override
            double mel(double hertz) {
                return hertz < CORNER
                        ? hertz / HERTZ_PER_MEL
                        : CORNER / HERTZ_PER_MEL + Math.log(hertz / CORNER) / STEP;
            }

            @Override
            double hertz(double mel) {
                double corner = CORNER / HERTZ_PER_MEL;
                return mel < corner ? mel * HERTZ_PER_MEL : CORNER * Math.exp((mel - corner) * STEP);
            }
        };

        abstract double mel(double hertz);

        abstract double hertz(double mel);
    }

    public MelSettings {
        if (bands < 1 || bands > 1024) {
            throw new CtcInputException("bands", bands, "1 to 1024");
        }
    }

    /** Returns the upper end of the last band, in Hz. */
    double highest(int sampleRate) {
        double end = highest > 0 ? highest : sampleRate / 2.0 + highest;
        if (end > sampleRate / 2.0 || lowest < 0 || lowest >= end) {
            throw new CtcInputException(
                    "high-frequency",
                    PlainNumber.of(lowest) + " to " + PlainNumber.of(end) + " Hz",
                    "two frequencies from 0 to " + PlainNumber.of(sampleRate / 2.0)
                            + ", half the sample rate, the lower first");
        }
        return end;
    }
}
