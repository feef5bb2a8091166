package io.ctcservice.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.audio.FeatureExtractor;
import io.ctcservice.audio.SoundFrontEnd;
import io.ctcservice.audio.SpectralSettings;
import io.ctcservice.audio.WavReader;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.testing.Python;
import io.ctcservice.testing.WavFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the front ends of each family of networks against NumPy. */
final class FrontEndsTests {

    /**
     * Both work in float64 and round to float32: of values up to 25 that is 1e-6; the mel scale's two formulas and the
     * division by a deviation make it somewhat more.
     */
    private static final double TOLERANCE = 2e-5;

    @TempDir
    private Path folder;

    @Test
    void everyPresetForSoundIsWhatNumpyMakes() throws IOException {
        for (int count : new int[] {16_000, 12_345}) {
            double[] samples = voice(count);
            write(samples);
            String script = new String(
                    Objects.requireNonNull(FrontEndsTests.class.getResourceAsStream("front_ends.py"))
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            var families = Python.with("numpy")
                    .run(folder, script, "samples.f64", ".")
                    .lines()
                    .map(line -> line.split(" ", -1))
                    .toList();
            for (String[] family : families) {
                var expected = read(family[0], Integer.parseInt(family[1]), Integer.parseInt(family[2]));
                assertClose(family[0], expected, frontEnd(family[0]).rows(samples, count));
            }
            var tested = families.stream().map(family -> family[0]).collect(Collectors.toSet());
            assertThat(tested)
                    .containsAll(Presets.names().stream()
                            .filter(name -> Presets.settings(name).containsKey("sound.form"))
                            .toList());
        }
    }

    private static void assertClose(String family, FloatMatrix expected, FloatMatrix actual) {
        assertThat(actual.rows()).as(family).isEqualTo(expected.rows());
        assertThat(actual.columns()).as(family).isEqualTo(expected.columns());
        double largest = 0;
        for (int t = 0; t < expected.rows(); t++) {
            for (int d = 0; d < expected.columns(); d++) {
                double difference = Math.abs(expected.get(t, d) - actual.get(t, d));
                largest = Math.max(largest, difference / Math.max(1, Math.abs(expected.get(t, d))));
            }
        }
        assertThat(largest).as(family).isCloseTo(0, within(TOLERANCE));
    }

    /** The preset says what POST /features does. */
    @Test
    void thePresetFeaturesIsWhatTheEndpointMakes() throws IOException {
        double[] voice = voice(8000);
        var shorts = new short[voice.length];
        for (int n = 0; n < shorts.length; n++) {
            shorts[n] = (short) Math.round(16_000 * voice[n]);
        }
        byte[] wav = WavFile.ofShorts(16_000, shorts);
        var settings = new SpectralSettings(SpectralSettings.Kind.LOG_MEL, 40, 13, SpectralSettings.Normalization.NONE);
        var expected = new FeatureExtractor(settings, 10_000)
                .extract(WavReader.open(new ByteArrayInputStream(wav)))
                .features();
        var samples = new double[8000];
        int got = WavReader.open(new ByteArrayInputStream(wav)).read(samples, 0, 8000);

        assertClose("features", expected, frontEnd("features").rows(samples, got));
    }

    static List<String> families() {
        return List.of(
                "icefall",
                "wenet",
                "nemo",
                "gigaam",
                "librosa",
                "deepspeech2",
                "features",
                "wav2vec2",
                "sensevoice",
                "wav2vec2-bert");
    }

    @ParameterizedTest
    @MethodSource("families")
    void anyLengthOfSoundIsHeardWithoutFault(String family) {
        var frontEnd = frontEnd(family);
        for (int count : new int[] {0, 1, 2, 79, 80, 81, 159, 160, 161, 199, 200, 256, 399, 400, 401, 560}) {
            var rows = frontEnd.rows(voice(600), count);
            assertThat(rows.columns()).isEqualTo(frontEnd.dimension());
            for (float value : rows.toArray()) {
                assertThat(value).as("%s of %d samples", family, count).isFinite();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void silenceIsFinite(String family) {
        for (float value : frontEnd(family).rows(new double[16_000], 16_000).toArray()) {
            assertThat(value).isFinite();
        }
    }

    private static SoundFrontEnd frontEnd(String family) {
        var facts = new NetworkFacts();
        facts.offerAll(Presets.settings(family), "the preset");
        try {
            return new FrontEnds(facts).sound();
        } catch (NetworkFaultException bad) {
            throw new IllegalStateException(family + ": " + bad.setting(), bad);
        }
    }

    /** Returns something like a voice: harmonics of a gliding tone, and noise. */
    private static double[] voice(int count) {
        var random = new SplittableRandom(3);
        var samples = new double[count];
        for (int n = 0; n < count; n++) {
            double time = n / 16_000.0;
            for (int harmonic = 1; harmonic < 20; harmonic++) {
                samples[n] += 0.2 / harmonic * Math.sin(2 * Math.PI * harmonic * (120 * time + 30 * time * time));
            }
            samples[n] = 0.5 * samples[n] + 0.01 * (random.nextDouble() - 0.5) + 0.02;
        }
        return samples;
    }

    private void write(double[] samples) throws IOException {
        var bytes = ByteBuffer.allocate(8 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(samples);
        Files.write(folder.resolve("samples.f64"), bytes.array());
    }

    private FloatMatrix read(String family, int rows, int columns) throws IOException {
        var values = new float[rows * columns];
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve(family + ".f32")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return FloatMatrix.adopt(rows, columns, values);
    }
}
