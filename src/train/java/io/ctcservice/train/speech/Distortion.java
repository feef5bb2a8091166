package io.ctcservice.train.speech;

import io.ctcservice.audio.Resampler;
import io.ctcservice.audio.Sound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.random.RandomGenerator;

/** Augmentation of speech, at random: speed, rooms, filters, telephones, noise, loudness, a lower rate. */
public final class Distortion {

    /** The highest speed of {@link #speed}; the lowest is its inverse. */
    public static final double HIGHEST_SPEED = Math.exp(0.12);

    private static final double RATE = SoundStore.SAMPLE_RATE;
    private static final int ECHOES = 60;
    private static final int TELEPHONE_RATE = 8000;

    private Distortion() {}

    /** Returns how many times faster a sound shall be. */
    public static double speed(RandomGenerator random) {
        return Math.exp(0.12 * (2 * random.nextDouble() - 1));
    }

    /** Returns a sound that is so many times faster, and as much higher. */
    public static double[] faster(double[] sound, double speed) {
        var faster = new double[(int) (sound.length / speed)];
        for (int n = 0; n < faster.length; n++) {
            double at = n * speed;
            int before = (int) at;
            double share = at - before;
            faster[n] = sound[before] * (1 - share) + sound[Math.min(before + 1, sound.length - 1)] * share;
        }
        return faster;
    }

    /**
     * Changes all but the length, in place.
     *
     * @param distorted percent of sounds that get rooms, filters and noise
     * @param telephones percent of sounds that are taken to 8 kHz
     */
    public static void apply(double[] sound, int distorted, int telephones, RandomGenerator random) {
        if (random.nextInt(100) < distorted) {
            distort(sound, random);
        }
        double gain = Math.exp(Math.log(0.02) * random.nextDouble()) * 0.3 / Math.max(1e-4, loudness(sound));
        boolean isCoarse = random.nextInt(100) < 10;
        for (int n = 0; n < sound.length; n++) {
            double sample = Math.clamp(gain * sound[n], -1.0, 1.0);
            sound[n] = isCoarse ? muLaw(sample) : rounded(sample);
        }
        if (random.nextInt(100) < telephones) {
            atTelephoneRate(sound);
            for (int n = random.nextBoolean() ? 0 : sound.length; n < sound.length; n++) {
                sound[n] = rounded(sound[n]);
            }
        }
    }

    /** 16 bits. */
    private static double rounded(double sample) {
        return Math.rint(sample * 32_768) / 32_768;
    }

    /** Takes a sound to 8 kHz and back: of what is above 4 kHz nothing is left. */
    private static void atTelephoneRate(double[] sound) {
        try {
            Sound slow = Resampler.of(Sound.of(SoundStore.SAMPLE_RATE, sound.clone()), TELEPHONE_RATE);
            double[] back = SpeechMaker.all(Resampler.of(slow, SoundStore.SAMPLE_RATE));
            System.arraycopy(back, 0, sound, 0, Math.min(back.length, sound.length));
        } catch (IOException impossible) { // samples in memory
            throw new UncheckedIOException(impossible);
        }
    }

    private static void distort(double[] sound, RandomGenerator random) {
        if (random.nextInt(100) < 25) {
            reverberate(sound, random);
        }
        if (random.nextInt(100) < 60) {
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                Filter.peak(
                                80 * Math.pow(80, random.nextDouble()),
                                20 * random.nextDouble() - 10,
                                0.5 + random.nextDouble())
                        .apply(sound);
            }
        }
        if (random.nextInt(100) < 25) { // a telephone, or a cheap microphone
            Filter.highPass(100 + 250 * random.nextDouble()).apply(sound);
            double high = 3000 + 2500 * random.nextDouble();
            Filter.lowPass(high).apply(sound);
            Filter.lowPass(high).apply(sound);
        }
        if (random.nextInt(100) < 75) {
            addNoise(sound, loudness(sound) * Math.pow(10, -(5 + 40 * random.nextDouble()) / 20), random);
        }
    }

    private static double loudness(double[] sound) {
        double squares = 0;
        int loud = 0;
        for (double sample : sound) {
            if (Math.abs(sample) > 1e-3) {
                squares += sample * sample;
                loud++;
            }
        }
        return Math.sqrt(squares / Math.max(1, loud));
    }

    /** Adds the reverberation of a room: a few decaying echoes. */
    private static void reverberate(double[] sound, RandomGenerator random) {
        double decay = 0.02 + 0.08 * random.nextDouble(); // seconds to 1/e
        double wet = 0.1 + 0.35 * random.nextDouble();
        double[] dry = sound.clone();
        for (int i = 0; i < ECHOES; i++) {
            double delay = 0.003 + 3 * decay * random.nextDouble();
            double factor = wet * random.nextGaussian() * Math.exp(-delay / decay);
            int shift = (int) (delay * RATE);
            for (int n = shift; n < sound.length; n++) {
                sound[n] += factor * dry[n - shift];
            }
        }
    }

    /** White noise through a filter of one pole, now and then with a hum. */
    private static void addNoise(double[] sound, double deviation, RandomGenerator random) {
        double pole = random.nextInt(100) < 40 ? 0 : 0.98 * random.nextDouble();
        double scale = deviation * Math.sqrt(1 - pole * pole);
        double hum = random.nextInt(100) < 15 ? deviation : 0;
        double step = 2 * Math.PI * (random.nextBoolean() ? 50 : 60) * (1 + random.nextInt(3)) / RATE;
        double drift = 0.8 * random.nextDouble();
        double length = RATE * (0.5 + 4 * random.nextDouble());
        double noise = 0;
        for (int n = 0; n < sound.length; n++) {
            noise = pole * noise + scale * random.nextGaussian();
            sound[n] += noise * (1 + drift * Math.sin(n / length)) + hum * Math.sin(step * n);
        }
    }

    /** 8 bits by the logarithm, as telephones carry it. */
    private static double muLaw(double sample) {
        double compressed = Math.signum(sample) * Math.log1p(255 * Math.abs(sample)) / Math.log(256);
        double rounded = Math.rint(compressed * 127) / 127;
        return Math.signum(rounded) * Math.expm1(Math.abs(rounded) * Math.log(256)) / 255;
    }
}
