package io.ctcservice.audio;

/** The shape of a window of N samples. */
public enum Window {
    /** (0.5 − 0.5·cos(2πn/(N−1)))^0.85: Kaldi's. */
    POVEY {
        @Override
        double at(int n, int length) {
            return Math.pow(HANN.at(n, length), 0.85);
        }
    },
    /** 0.5 − 0.5·cos(2πn/(N−1)). */
    HANN {
        @Override
        double at(int n, int length) {
            return 0.5 - 0.5 * Math.cos(2 * Math.PI * n / (length - 1));
        }
    },
    /** 0.5 − 0.5·cos(2πn/N), the default of PyTorch and librosa. */
    PERIODIC_HANN {
        @Override
        double at(int n, int length) {
            return 0.5 - 0.5 * Math.cos(2 * Math.PI * n / length);
        }
    },
    /** 0.54 − 0.46·cos(2πn/(N−1)). */
    HAMMING {
        @Override
        double at(int n, int length) {
            return 0.54 - 0.46 * Math.cos(2 * Math.PI * n / (length - 1));
        }
    },
    /** 0.54 − 0.46·cos(2πn/N). */
    PERIODIC_HAMMING {
        @Override
        double at(int n, int length) {
            return 0.54 - 0.46 * Math.cos(2 * Math.PI * n / length);
        }
    },
    /** 1. */
    RECTANGULAR {
        @Override
        double at(int n, int length) {
            return 1;
        }
    };

    abstract double at(int n, int length);

    /** Returns the N factors. */
    double[] factors(int length) {
        var factors = new double[length];
        for (int n = 0; n < length; n++) {
            factors[n] = at(n, length);
        }
        return factors;
    }
}
