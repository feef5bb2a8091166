package io.ctcservice.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.web.overload.Cancellable;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of sounds at other sample rates. */
final class ResamplerTests {

    private static final double NINETY_DECIBELS = Math.pow(10, -90 / 20.0);

    @ParameterizedTest
    @CsvSource({
        "44100, 16000",
        "48000, 16000",
        "8000, 16000",
        "22050, 16000",
        "11025, 16000",
        "16000, 8000",
        "24000, 16000",
        "384000, 16000",
        "44101, 16000",
        "1000, 16000",
        "16000, 44100",
        "96000, 44100"
    })
    void tonesBelowTheBandLimitAreUnchanged(int from, int to) throws IOException {
        double lower = Math.min(from, to);
        for (double part : new double[] {0.02, 0.3, 0.7, 0.9}) {
            double hertz = part * lower / 2;
            double[] made = resampled(tone(from, hertz, from / 2), from, to);
            int edge = to * 70 / (int) lower; // where the filter sees the silence before and behind
            double largest = 0;
            for (int n = edge; n < made.length - edge; n++) {
                largest = Math.max(largest, Math.abs(made[n] - Math.sin(2 * Math.PI * hertz * n / to)));
            }
            assertThat(largest).as("%.0f Hz", hertz).isLessThan(0.0012); // 0.01 dB
        }
    }

    @ParameterizedTest
    @CsvSource({"44100, 16000", "48000, 16000", "16000, 8000", "44101, 16000", "384000, 16000", "96000, 44100"})
    void tonesBeyondHalfTheNewRateAreDampedByNinetyDecibels(int from, int to) throws IOException {
        double highest = from / 2.0;
        for (double hertz = to / 2.0 + 1; hertz < highest; hertz += (highest - to / 2.0) / 7.3) {
            double[] made = resampled(tone(from, hertz, from / 4), from, to);
            int edge = 70;
            double largest = 0;
            for (int n = edge; n < made.length - edge; n++) {
                largest = Math.max(largest, Math.abs(made[n]));
            }
            assertThat(largest).as("%.0f Hz", hertz).isLessThan(NINETY_DECIBELS);
        }
    }

    @ParameterizedTest
    @CsvSource({"8000, 16000", "11025, 16000", "16000, 48000"})
    void noImagesComeBeyondHalfTheOldRate(int from, int to) throws IOException {
        double hertz = 0.45 * from;
        double[] made = resampled(tone(from, hertz, from / 2), from, to);
        // what is left when the tone itself is taken out; both its parts, since the filter may shift it by a hair
        int edge = to * 70 / from;
        double largest = 0;
        for (int n = edge; n < made.length - edge; n++) {
            largest = Math.max(largest, Math.abs(made[n] - Math.sin(2 * Math.PI * hertz * n / to)));
        }
        assertThat(largest).isLessThan(0.0012);
    }

    @ParameterizedTest
    @CsvSource({"44100, 16000", "8000, 16000", "44101, 16000", "16000, 1000", "1000, 384000"})
    void lengthsAreKept(int from, int to) throws IOException {
        for (int count : new int[] {0, 1, 2, 100, 4095, 4096, 4097, 9999}) {
            long expected = Math.ceilDiv((long) count * to, from);
            assertThat(resampled(new double[count], from, to))
                    .as("%d samples", count)
                    .hasSize((int) expected);
        }
    }

    @Test
    void readingInAnyPiecesGivesTheSame() throws IOException {
        double[] sound = tone(44_100, 1234, 30_000);
        double[] whole = resampled(sound, 44_100, 16_000);
        var pieces = Resampler.of(Sound.of(44_100, sound), 16_000);
        var random = new SplittableRandom(2);
        var made = new double[whole.length + 10_000];
        int got = 0;
        while (true) {
            int wanted = random.nextInt(1, 5000);
            int read = pieces.read(made, got, wanted);
            got += read;
            if (read < wanted) {
                break;
            }
        }
        assertThat(Arrays.copyOf(made, got)).isEqualTo(whole);
    }

    @Test
    void aConstantStaysOne() throws IOException {
        var sound = new double[20_000];
        Arrays.fill(sound, 1);
        double[] made = resampled(sound, 22_050, 16_000);
        for (int n = 200; n < made.length - 200; n++) {
            assertThat(made[n]).isCloseTo(1, within(1e-4));
        }
    }

    /** Noise through the filter as it is defined, without any table. Such rates have the most positions. */
    @ParameterizedTest
    @CsvSource({
        "383999, 16000",
        "44101, 16000",
        "15999, 16000",
        "16001, 16000",
        "16000, 44101",
        "96001, 8000",
        "50000, 16001"
    })
    void oddRatesGiveWhatTheFilterGivesExactly(int from, int to) throws IOException {
        double[] noise = new SplittableRandom(from).doubles(from / 4, -1, 1).toArray();
        double[] made = resampled(noise, from, to);
        for (int n = 0; n < made.length; n += 97) {
            assertThat(made[n]).isCloseTo(exact(noise, (double) n * from / to, from, to), within(5e-6));
        }
    }

    private static double exact(double[] samples, double at, int from, int to) {
        double narrowing = Math.min(1.0, (double) to / from);
        double sum = 0;
        int first = Math.max(0, (int) Math.ceil(at - 64 / narrowing));
        for (int k = first; k < samples.length && (k - at) * narrowing <= 64; k++) {
            double x = (k - at) * narrowing;
            double sinc = x == 0 ? 0.9554 : Math.sin(Math.PI * 0.9554 * x) / (Math.PI * x);
            sum += samples[k] * narrowing * sinc * bessel(8.96 * Math.sqrt(1 - x * x / 64 / 64)) / bessel(8.96);
        }
        return sum;
    }

    /** I0 by the mean of exp(x·cos φ) over the circle. */
    private static double bessel(double x) {
        double sum = 0;
        for (int i = 0; i < 64; i++) {
            sum += Math.exp(x * Math.cos(2 * Math.PI * i / 64));
        }
        return sum / 64;
    }

    @Test
    void unwantedSoundIsNotReadOn() {
        var work = new Cancellable();
        work.cancel(new IllegalStateException("unwanted"));
        var sound = Resampler.of(Sound.of(44_100, new double[10_000]), 16_000);
        assertThatIllegalStateException()
                .isThrownBy(() -> work.call(() -> sound.read(new double[1000], 0, 1000)))
                .withMessage("unwanted");
    }

    @Test
    void aSoundOfTheRateIsItself() {
        var sound = Sound.of(16_000, new double[3]);
        assertThat(Resampler.of(sound, 16_000)).isSameAs(sound);
    }

    private static double[] tone(int rate, double hertz, int count) {
        var samples = new double[count];
        for (int n = 0; n < count; n++) {
            samples[n] = Math.sin(2 * Math.PI * hertz * n / rate);
        }
        return samples;
    }

    private static double[] resampled(double[] samples, int from, int to) throws IOException {
        var sound = Resampler.of(Sound.of(from, samples), to);
        var made = new double[(int) ((long) samples.length * to / from) + 10];
        return Arrays.copyOf(made, sound.read(made, 0, made.length));
    }
}
