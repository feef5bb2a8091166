package io.ctcservice.audio;

import org.jtransforms.fft.DoubleFFT_1D;

/** The spectrum of frames of N real samples: N/2 + 1 bins. Not thread-safe: it keeps its buffers. */
final class Spectrum {

    private final Bins kind;
    private final DoubleFFT_1D fft;
    private final double[] transform; // in place: Re 0, Re N/2 where N is even, Re 1, Im 1, …
    private final double[] bins;

    Spectrum(int size, Bins kind) {
        this.kind = kind;
        this.fft = new DoubleFFT_1D(size);
        this.transform = new double[size];
        this.bins = new double[size / 2 + 1];
    }

    /** Returns the buffer to put the N samples of a frame into. */
    double[] samples() {
        return transform;
    }

    /** Returns the bins of the samples in the buffer, which are lost; valid until the next call. */
    double[] bins() {
        fft.realForward(transform);
        int size = transform.length;
        bins[0] = bin(transform[0], 0);
        for (int k = 1; k < bins.length; k++) {
            boolean isLast = 2 * k == size;
            boolean isOdd = size % 2 == 1;
            if (isLast) {
                bins[k] = bin(transform[1], 0);
            } else if (isOdd && 2 * k + 1 == size) {
                bins[k] = bin(transform[2 * k], transform[1]); // where there is no Re N/2, the last Im stands there
            } else {
                bins[k] = bin(transform[2 * k], transform[2 * k + 1]);
            }
        }
        return bins;
    }

    private double bin(double real, double imaginary) {
        double power = real * real + imaginary * imaginary;
        return switch (kind) {
            case MAGNITUDE -> Math.sqrt(power);
            case POWER -> power;
            case POWER_OVER_SIZE -> power / transform.length;
        };
    }
}
