package io.ctcservice.recognition;

import io.ctcservice.recognition.picture.Bitmap;
import java.util.SplittableRandom;

/** The input of a network's first runs: noise, the same for each network. */
final class Noise {

    private static final long SEED = 1;

    private Noise() {}

    /** Returns {@code count} samples, evenly distributed in [-0.05, 0.05). */
    static double[] sound(int count) {
        var random = new SplittableRandom(SEED);
        var samples = new double[count];
        for (int n = 0; n < count; n++) {
            samples[n] = 0.1 * (random.nextDouble() - 0.5);
        }
        return samples;
    }

    /** Returns a picture of random colours, of the given sides in pixels. */
    static Bitmap picture(int width, int height) {
        var random = new SplittableRandom(SEED);
        var pixels = new byte[3 * width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(256);
        }
        return Bitmap.adopt(width, height, pixels);
    }
}
