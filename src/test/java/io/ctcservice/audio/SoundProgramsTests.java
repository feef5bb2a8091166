package io.ctcservice.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ctcservice.audio.file.SoundFiles;
import io.ctcservice.testing.Command;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as ffmpeg writes them, held against what ffmpeg itself makes of them. */
final class SoundProgramsTests {

    @TempDir
    private Path folder;

    @BeforeAll
    static void requireFfmpeg() {
        Command.assumeRuns("ffmpeg", "-version");
    }

    @ParameterizedTest
    @CsvSource({
        "16000, 1, s16, 0",
        "44100, 2, s16, 5",
        "48000, 2, s32, 12",
        "8000, 1, s16, 8",
        "96000, 6, s32, 8",
        "22050, 2, s16, 8",
        "11025, 8, s16, 3"
    })
    void flacIsReadBitByBit(int rate, int channels, String format, int level) throws IOException {
        make("x.flac", rate, channels, "-sample_fmt", format, "-compression_level", Integer.toString(level));

        for (int channel = 0; channel < channels; channel++) {
            double[] expected = decodedByFfmpeg("x.flac", channel);
            double[] read = read("x.flac", OptionalInt.of(channel));
            assertThat(read).as("channel %d", channel).isEqualTo(expected);
        }
    }

    @Test
    void flacOfNoiseIsReadBitByBit() throws IOException {
        ffmpeg("-f", "lavfi", "-i", "anoisesrc=d=3:c=pink:r=16000:a=0.9", "-compression_level", "12", "x.flac");
        assertThat(read("x.flac", OptionalInt.empty())).isEqualTo(decodedByFfmpeg("x.flac", 0));
    }

    /** Opus decoders may differ by rounding: RFC 8251 asks for a likeness, and this one works in whole numbers. */
    @ParameterizedTest
    @CsvSource({"48000, 1, 64k, audio", "48000, 2, 96k, audio", "16000, 1, 16k, voip", "8000, 1, 8k, voip"})
    void opusIsReadAsFfmpegReadsIt(int rate, int channels, String bits, String application) throws IOException {
        make("x.opus", rate, channels, "-c:a", "libopus", "-b:a", bits, "-application", application);

        for (int channel = 0; channel < channels; channel++) {
            assertAlike(read("x.opus", OptionalInt.of(channel)), decodedByFfmpeg("x.opus", channel), 40);
        }
    }

    @Test
    void opusOfSixChannelsIsRead() throws IOException {
        make("x.opus", 48_000, 6, "-c:a", "libopus", "-b:a", "256k", "-mapping_family", "1");
        // ffmpeg puts them into an order of its own: front left, right, centre, low, back left, right
        int[] order = {0, 2, 1, 4, 5, 3};
        for (int channel = 0; channel < 6; channel++) {
            assertAlike(read("x.opus", OptionalInt.of(channel)), decodedByFfmpeg("x.opus", order[channel]), 40);
        }
    }

    /** At 24 kHz ffmpeg lets a band end at line 330; the standard and LAME, which encodes here, have it end at 332. */
    @ParameterizedTest
    @CsvSource({
        "44100, 1, -b:a 64k", "44100, 2, -b:a 128k", "48000, 2, -q:a 2", "32000, 1, -b:a 48k", "24000, 1, -b:a 48k",
        "22050, 2, -b:a 64k", "16000, 1, -b:a 24k", "12000, 1, -b:a 16k", "11025, 2, -b:a 24k", "8000, 1, -b:a 16k",
        "44100, 2, -b:a 320k", "24000, 2, -q:a 4", "44100, 2, -b:a 64k -joint_stereo 0"
    })
    void mp3IsReadAsFfmpegReadsIt(int rate, int channels, String options) throws IOException {
        var all = new ArrayList<>(List.of("-c:a", "libmp3lame"));
        all.addAll(List.of(options.split(" ", -1)));
        make("x.mp3", rate, channels, all.toArray(String[]::new));

        for (int channel = 0; channel < channels; channel++) {
            assertAlike(
                    read("x.mp3", OptionalInt.of(channel)),
                    decodedByFfmpeg("x.mp3", channel),
                    rate == 24_000 ? 45 : 80);
        }
    }

    /** Clicks make the encoder change to short blocks and back. */
    @ParameterizedTest
    @ValueSource(ints = {44_100, 24_000, 16_000, 8_000})
    void mp3OfClicksIsReadAsFfmpegReadsIt(int rate) throws IOException {
        String clicks =
                "aevalsrc=exprs=0.6*lt(mod(t\\,0.11)\\,0.002)*sin(5000*t)+0.05*sin(700*t)|0.4*lt(mod(t\\,0.07)\\,0.001):s="
                        + rate + ":d=1";
        ffmpeg("-f", "lavfi", "-i", clicks, "-c:a", "libmp3lame", "-b:a", "48k", "x.mp3");

        for (int channel = 0; channel < 2; channel++) {
            assertAlike(
                    read("x.mp3", OptionalInt.of(channel)),
                    decodedByFfmpeg("x.mp3", channel),
                    rate == 24_000 ? 45 : 80);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.ogg", "x.oga"})
    void oggFilesOfAnotherCodecAreRefusedByName(String name) throws IOException {
        String codec = name.endsWith("ogg") ? "libvorbis" : "flac";
        make(name, 16_000, 1, "-c:a", codec);
        assertThatThrownBy(() -> read(name, OptionalInt.empty()))
                .hasMessageStartingWith("an Ogg file of ")
                .hasMessageContaining(name.endsWith("ogg") ? "Vorbis" : "FLAC")
                .hasMessageContaining("expected Ogg Opus");
    }

    /** Fails unless two sounds have the same length and differ by less than so many decibels below them. */
    private static void assertAlike(double[] actual, double[] expected, double decibels) {
        assertThat(actual).hasSameSizeAs(expected);
        double signal = 0;
        double noise = 0;
        for (int n = 0; n < actual.length; n++) {
            signal += expected[n] * expected[n];
            noise += (actual[n] - expected[n]) * (actual[n] - expected[n]);
        }
        assertThat(10 * Math.log10(signal / noise)).as("decibels").isGreaterThan(decibels);
    }

    @Test
    void channelsAreAveragedUnlessOneIsNamed() throws IOException {
        make("x.flac", 16_000, 2);
        double[] left = read("x.flac", OptionalInt.of(0));
        double[] right = read("x.flac", OptionalInt.of(1));
        double[] both = read("x.flac", OptionalInt.empty());
        for (int n = 0; n < both.length; n++) {
            assertThat(both[n]).isEqualTo((left[n] + right[n]) / 2);
        }
    }

    /** Tones of another pitch in each channel, with noise, half a second. */
    private void make(String name, int rate, int channels, String... options) throws IOException {
        var expressions = new StringBuilder();
        for (int channel = 0; channel < channels; channel++) {
            expressions
                    .append(channel == 0 ? "" : "|")
                    .append("0.4*sin(2*PI*" + (300 + 170 * channel) + "*t)+0.2*(random(" + channel + ")-0.5)");
        }
        String[] first = {
            "-f", "lavfi", "-i", "aevalsrc=exprs=" + expressions + ":s=" + rate + ":d=0.5", "-map_metadata", "-1"
        };
        String[] all = Arrays.copyOf(first, first.length + options.length + 1);
        System.arraycopy(options, 0, all, first.length, options.length);
        all[all.length - 1] = name;
        ffmpeg(all);
    }

    private void ffmpeg(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
        command.addAll(List.of(arguments));
        Command.output(folder, command);
    }

    private double[] decodedByFfmpeg(String name, int channel) throws IOException {
        var command = new ArrayList<String>();
        if (name.endsWith("opus")) {
            command.addAll(List.of("-c:a", "libopus")); // the reference decoder, not ffmpeg's own
        }
        command.addAll(List.of("-i", name, "-af", "pan=mono|c0=c" + channel, "-c:a", "pcm_f64le", "decoded.wav"));
        ffmpeg(command.toArray(String[]::new));
        return read("decoded.wav", OptionalInt.empty());
    }

    private double[] read(String name, OptionalInt channel) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(folder.resolve(name)))) {
            var sound = SoundFiles.open(in, channel);
            var samples = new double[400_000];
            return Arrays.copyOf(samples, sound.read(samples, 0, samples.length));
        }
    }
}
