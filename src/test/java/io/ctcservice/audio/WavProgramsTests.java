package io.ctcservice.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.testing.Command;
import io.ctcservice.testing.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of WAV files of other programs, from files and pipes. */
class WavProgramsTests {

    private static final String TONE = "cat tone.raw";
    private static final String RAW = "-t raw -r 8000 -c 1 -b 16 -e signed -";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-b 8 -e unsigned", "-b 16", "-b 24", "-b 32", "-e floating-point -b 32", "-e floating-point -b 64",
                "-e a-law", "-e u-law", "-c 2", "-c 3", "-c 5 -b 24", "-B"
            })
    void soxWritesFilesAndPipes(String format) throws IOException {
        Command.assumeRuns("sox", "--version");
        readsTheTone(TONE + " | sox -D " + RAW + " " + format + " out.wav");
        if (!format.equals("-B")) {
            readsTheTone(TONE + " | sox -D " + RAW + " " + format + " -t wav - | cat > out.wav");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pcm_u8",
                "pcm_s16le",
                "pcm_s24le",
                "pcm_s32le",
                "pcm_s64le",
                "pcm_f32le",
                "pcm_f64le",
                "pcm_alaw",
                "pcm_mulaw"
            })
    void ffmpegWritesFilesAndPipes(String codec) throws IOException {
        Command.assumeRuns("ffmpeg", "-version");
        String ffmpeg = TONE + " | ffmpeg -v error -f s16le -ar 8000 -ac 1 -i - -c:a " + codec + " ";
        readsTheTone(ffmpeg + "-y out.wav");
        readsTheTone(ffmpeg + "-rf64 always -y out.wav");
        readsTheTone(ffmpeg + "-write_bext 1 -metadata description=abc -y out.wav");
        readsTheTone(ffmpeg + "-f wav - | cat > out.wav");
        readsTheTone(ffmpeg + "-rf64 always -f wav - | cat > out.wav");
    }

    /** What sox and ffmpeg compress, held against what they themselves make of it. */
    @ParameterizedTest
    @CsvSource({
        "ima-adpcm, adpcm_ima_wav, 1",
        "ima-adpcm, adpcm_ima_wav, 2",
        "ms-adpcm, adpcm_ms, 1",
        "ms-adpcm, adpcm_ms, 2"
    })
    void soxAndFfmpegCompressSamples(String soxes, String ffmpegs, int channels) throws IOException {
        Command.assumeRuns("sox", "--version");
        Command.assumeRuns("ffmpeg", "-version");
        String tone = "sox -n -r 8000 -b 16 -c " + channels + " in.wav synth 0.7 sin 300-2000 vol 0.9";
        shell(tone + " && sox in.wav -e " + soxes + " x.wav");
        assertThat(samples("x.wav"))
                .isEqualTo(decodedBySox("x.wav", 5600)); // sox itself reads what fills up the last block
        shell("ffmpeg -v error -i in.wav -c:a " + ffmpegs + " -y x.wav");
        assertThat(samples("x.wav")).hasSizeBetween(5600, 8000).isEqualTo(decodedBySox("x.wav", 8000));
        shell("ffmpeg -v error -i in.wav -c:a " + ffmpegs + " -f wav - | cat > x.wav");
        assertThat(samples("x.wav")).hasSizeBetween(5600, 8000).isEqualTo(decodedBySox("--ignore-length x.wav", 8000));
    }

    private double[] decodedBySox(String file, int most) throws IOException {
        shell("sox " + file + " -e signed -b 16 decoded.wav");
        double[] samples = samples("decoded.wav");
        return Arrays.copyOf(samples, Math.min(samples.length, most));
    }

    @Test
    void espeakWritesPipes() throws IOException {
        Command.assumeRuns("espeak-ng", "--version");
        shell("espeak-ng --stdout 'hello world' | cat > pipe.wav");
        shell("espeak-ng -w file.wav 'hello world'");
        double[] piped = samples("pipe.wav");
        assertThat(piped).hasSizeGreaterThan(10_000).isEqualTo(samples("file.wav"));
    }

    private void readsTheTone(String command) throws IOException {
        var tone = new short[2000];
        for (int n = 0; n < tone.length; n++) {
            tone[n] = (short) Math.round(23_000 * Math.sin(0.3456 * n));
        }
        byte[] file = WavFile.ofShorts(8000, tone);
        Files.write(folder.resolve("tone.raw"), Arrays.copyOfRange(file, 44, file.length));
        shell(command);
        double[] samples = samples("out.wav");
        assertThat(samples).as(command).hasSize(tone.length);
        for (int n = 0; n < samples.length; n++) { // A-law loses most: half a step of 1/32, and what is rounded before
            assertThat(samples[n]).isCloseTo(tone[n] / 32768.0, within(1.0 / 60));
        }
    }

    private void shell(String command) throws IOException {
        Command.output(folder, List.of("sh", "-c", command));
    }

    private double[] samples(String name) throws IOException {
        try (var file = Files.newInputStream(folder.resolve(name))) {
            var sound = WavReader.open(file);
            var samples = new double[100_000];
            return Arrays.copyOf(samples, sound.read(samples, 0, samples.length));
        }
    }
}
