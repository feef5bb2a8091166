package io.ctcservice.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.audio.SpectralSettings.Kind;
import io.ctcservice.audio.SpectralSettings.Normalization;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.testing.WavFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests against golden values of {@code features_reference.py}: NumPy's FFT and the documented formulas, on the two WAV
 * files.
 */
class FeatureExtractorTests {

    @ParameterizedTest(name = "{0} {1} {4}")
    @CsvSource({
        "mono16k, LOG_MEL, 40, 1, NONE, logMel",
        "mono16k, MFCC, 40, 13, NONE, mfcc",
        "mono16k, LOG_MEL, 40, 1, MEAN, mean",
        "mono16k, LOG_MEL, 40, 1, MEAN_VARIANCE, meanVariance",
        "stereo44k, LOG_MEL, 23, 1, NONE, logMel",
        "stereo44k, MFCC, 23, 13, NONE, mfcc"
    })
    void featuresAreThoseOfTheReferenceImplementation(
            String sound, Kind kind, int bands, int coefficients, Normalization normalization, String golden)
            throws IOException {
        var settings = new SpectralSettings(kind, bands, coefficients, normalization);
        var actual = features(resource(sound + ".wav"), settings).features();
        var expected = golden(sound + "." + golden);
        assertThat(actual.rows()).isEqualTo(expected.size()).isEqualTo(10); // 1 + (0.12 − 0.025) / 0.01
        for (int t = 0; t < actual.rows(); t++) {
            assertThat(actual.columns()).isEqualTo(expected.get(t).length);
            for (int d = 0; d < actual.columns(); d++) {
                // float32 roundings of values up to 60, and twice in what is normalised
                assertThat((double) actual.get(t, d)).isCloseTo(expected.get(t)[d], within(1e-5));
            }
        }
    }

    private static SpectralFeatures features(byte[] file, SpectralSettings settings) throws IOException {
        return new FeatureExtractor(settings, 1000).extract(WavReader.open(new ByteArrayInputStream(file)));
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = FeatureExtractorTests.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private static List<double[]> golden(String name) throws IOException {
        return new String(resource("features_golden.txt"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> Arrays.stream(line.split(" "))
                        .skip(1)
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
    }

    private static final SpectralSettings LOG_MEL = new SpectralSettings(Kind.LOG_MEL, 40, 1, Normalization.NONE);

    @Test
    void aPureToneIsLoudestInTheBandAroundItsFrequency() throws IOException {
        for (int hertz : new int[] {300, 1000, 3000, 6000}) {
            var made = features(tone(16000, hertz, 8000), LOG_MEL);
            var row = new float[40];
            made.features().copyRow(10, row);
            int loudest = 0;
            for (int d = 1; d < row.length; d++) {
                loudest = row[d] > row[loudest] ? d : loudest;
            }
            double below = loudest == 0 ? 0 : made.bandCentres().get(loudest - 1);
            double above = loudest == 39 ? 8000 : made.bandCentres().get(loudest + 1);
            assertThat((double) hertz).isBetween(below, above);
        }
    }

    private static byte[] tone(int rate, int hertz, int count) {
        var samples = new short[count];
        for (int n = 0; n < count; n++) {
            samples[n] = (short) (10000 * Math.sin(2 * Math.PI * hertz * n / rate));
        }
        return WavFile.ofShorts(rate, samples);
    }

    @ParameterizedTest(name = "{0} Hz")
    @ValueSource(ints = {1000, 8000, 11025, 22050, 48000, 96000, 384000})
    void everyRateHasAFrameEachTenMilliseconds(int rate) throws IOException {
        var made = features(tone(rate, 200, rate / 2), LOG_MEL);
        assertThat(made.features().rows()).isBetween(47, 49); // (0.5 − 0.025) / 0.01 = 47.5, plus one
        assertThat(made.secondsPerFrame()).isCloseTo(0.01, within(5e-4));
        assertThat(made.seconds()).isCloseTo(0.5, within(1e-3));
    }

    @Test
    void digitalSilenceIsTheFloorAndNothingInfinite() throws IOException {
        var made = features(WavFile.ofShorts(16000, new short[4000]), LOG_MEL);
        assertThat(made.features().toArray()).containsOnly((float) Math.log(1e-10));
        var settings = new SpectralSettings(Kind.LOG_MEL, 40, 1, Normalization.MEAN_VARIANCE);
        assertThat(features(WavFile.ofShorts(16000, new short[4000]), settings)
                        .features()
                        .toArray())
                .containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "399, 1", "400, 1", "559, 1", "560, 2", "16000, 98"})
    void framesDoNotPassTheEnd(int samples, int frames) throws IOException {
        assertThat(features(tone(16000, 500, samples), LOG_MEL).features().rows())
                .isEqualTo(frames);
    }

    @Test
    void aSoundWithoutASampleOrWithTooManyIsRefused() throws IOException {
        refuses(WavFile.of(1, 1, 16000, 16, new byte[0]), "without a sample");
        var extractor = new FeatureExtractor(LOG_MEL, 98);
        var just = WavReader.open(new ByteArrayInputStream(tone(16000, 500, 16000)));
        assertThat(extractor.extract(just).features().rows()).isEqualTo(98);
        refuses(tone(16000, 500, 16160), "more than 98 frames");
    }

    private static void refuses(byte[] file, String why) {
        assertThatThrownBy(
                        () -> new FeatureExtractor(LOG_MEL, 98).extract(WavReader.open(new ByteArrayInputStream(file))))
                .isInstanceOfSatisfying(
                        SoundFormatException.class,
                        e -> assertThat(e.isWellFormed()).isTrue())
                .hasMessageContaining(why);
    }

    @Test
    void settingsOutOfRangeAreRefusedByName() {
        assertThatThrownBy(() -> new SpectralSettings(Kind.LOG_MEL, 0, 1, Normalization.NONE))
                .isInstanceOfSatisfying(
                        CtcInputException.class, e -> assertThat(e.field()).isEqualTo("bands"));
        assertThatThrownBy(() -> new SpectralSettings(Kind.MFCC, 10, 11, Normalization.NONE))
                .isInstanceOfSatisfying(
                        CtcInputException.class, e -> assertThat(e.field()).isEqualTo("coefficients"));
    }
}
