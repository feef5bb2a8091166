package io.ctcservice.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.audio.file.SoundFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the search for a delay between channels, on a spoken sentence. */
final class ChannelDelayTests {

    private static double[] voice = new double[0];
    private static int rate;

    @BeforeAll
    static void hear() throws IOException {
        try (var file = Files.newInputStream(Path.of("src/docs/examples/talk.flac"))) {
            var sound = SoundFiles.open(file, OptionalInt.empty());
            rate = sound.sampleRate();
            var samples = new double[10 * rate];
            voice = Arrays.copyOf(samples, sound.read(samples, 0, samples.length));
        }
    }

    private static OptionalDouble found(double[] first, double[] second) {
        var delay = new ChannelDelay(rate);
        for (int n = 0; n < first.length; n++) {
            delay.add(first[n], second[n]);
        }
        return delay.seconds();
    }

    private static double[] delayed(double[] sound, double seconds) {
        var delayed = new double[sound.length];
        int samples = (int) Math.round(seconds * rate);
        System.arraycopy(sound, 0, delayed, samples, sound.length - samples);
        return delayed;
    }

    /** Weaker, of the other polarity and with some noise as well. */
    @ParameterizedTest
    @CsvSource({"0.01, 1, 0", "0.02, 0.3, 0", "0.03, -1, 0", "0.05, 1, 0.01", "0.1, 0.5, 0.005", "0.2, 1, 0"})
    void aVoiceIsFoundInTheOtherChannel(double seconds, double factor, double noise) {
        var random = new Random(3);
        var late = delayed(voice, seconds);
        for (int n = 0; n < late.length; n++) {
            late[n] = factor * (late[n] + noise * random.nextGaussian());
        }
        assertThat(found(voice, late).orElseThrow()).isCloseTo(seconds, within(0.0005));
        assertThat(found(late, voice).orElseThrow()).isCloseTo(-seconds, within(0.0005));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.0005, 0.001, 0.002, 0.004})
    void theDistanceOfTwoMicrophonesIsNoDelay(double seconds) {
        assertThat(found(voice, delayed(voice, seconds))).isEmpty();
        assertThat(found(delayed(voice, seconds), voice)).isEmpty();
    }

    @Test
    void otherVoicesAreNotDelayed() {
        var other = new double[voice.length];
        for (int n = 0; n < other.length; n++) {
            other[n] = voice[other.length - 1 - n];
        }
        var mixed = delayed(voice, 0.03);
        for (int n = 0; n < mixed.length; n++) {
            mixed[n] += voice[n];
        }
        assertThat(found(voice, other)).isEmpty();
        assertThat(found(voice, mixed)).as("an echo of the room").isEmpty();
        assertThat(found(voice, new double[voice.length])).isEmpty();
        assertThat(found(new double[voice.length], new double[voice.length])).isEmpty();
        assertThat(found(delayed(voice, 2.5), voice)).as("hardly anything").isEmpty();
    }

    /** A tone correlates with itself wherever it is. */
    @ParameterizedTest
    @ValueSource(doubles = {50, 60, 100, 440, 1000})
    void tonesAreNotDelayed(double hertz) {
        for (double phase : new double[] {0, 0.3, 1.5, 3.1}) {
            assertThat(found(
                            tone(n -> 2 * Math.PI * hertz * n / rate),
                            tone(n -> 2 * Math.PI * hertz * n / rate + phase)))
                    .as("phase %s", phase)
                    .isEmpty();
        }
    }

    private static double[] tone(DoubleUnaryOperator phase) {
        var tone = new double[3 * rate];
        Arrays.setAll(tone, n -> 0.3 * Math.sin(phase.applyAsDouble(n)));
        return tone;
    }

    @Test
    void tooLittleSoundTellsNothing() {
        var part = Arrays.copyOf(voice, rate / 3);
        assertThat(found(part, delayed(part, 0.02))).isEmpty();
    }
}
