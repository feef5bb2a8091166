package io.ctcservice.recognition.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ctcservice.audio.Sound;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.NetworkSettings;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.Turns;
import io.ctcservice.testing.OtherJvm;
import io.ctcservice.testing.ToneNetwork;
import io.ctcservice.testing.ToneNetwork.Layout;
import io.ctcservice.testing.ToneNetwork.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Tests of the memory of networks, in separate JVMs. */
final class RecognitionMemoryTests {

    private static final List<String> OPTIONS = List.of("-Xmx64m", "--enable-native-access=ALL-UNNAMED");

    /** With them neither the heap nor the compilers take memory late. */
    private static final List<String> STEADY_OPTIONS = List.of(
            "-Xmx64m",
            "-Xms64m",
            "-XX:+AlwaysPreTouch",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED");

    /** An hour of samples alone would be 460 MB. */
    @Test
    void anHourOfSoundTakesTheMemoryOfAWindowAndNoSeamChangesItsReading() throws IOException {
        assertThat(OtherJvm.output(OPTIONS, Hour.class))
                .contains("as it was spoken: 18000 of 18000 letters in 179999 frames");
    }

    @Test
    void tenThousandRunsHoldNoMoreThanTwoThousand() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "skipped: no /proc to read the memory from");
        var megabytes = OtherJvm.output(STEADY_OPTIONS, ManyRuns.class)
                .lines()
                .filter(line -> line.startsWith("MB "))
                .map(line -> Integer.valueOf(line.substring(3)))
                .toList();
        assertThat(megabytes.get(1) - megabytes.get(0)).isLessThan(4); // a KB a run would be 8
    }

    /** Reads an hour of letters that nobody holds. */
    static final class Hour {

        private Hour() {}

        public static void main(String[] arguments) throws Exception {
            var spoken = new Letters(18_000);
            var read = new StringBuilder();
            long[] frames = {0};
            int[] before = {0};
            try (var network = load()) {
                network.recognise(spoken, Turns.AT_ONCE, rows -> {
                    for (int t = 0; t < rows.rows(); t++, frames[0]++) {
                        int best = 0;
                        for (int v = 1; v < 4; v++) {
                            best = rows.get(t, v) > rows.get(t, best) ? v : best;
                        }
                        if (best != 0 && best != before[0]) {
                            read.append((char) ('a' + best - 1));
                        }
                        before[0] = best;
                    }
                });
            }
            boolean isSame = read.toString().equals(spoken.text());
            System.out.println((isSame ? "as it was spoken: " : "otherwise: ") + read.length() + " of "
                    + spoken.text().length() + " letters in " + frames[0] + " frames");
        }
    }

    /** A sound that is made while it is read: letters of {@link ToneNetwork}, in any order. */
    private static final class Letters implements Sound {

        private final StringBuilder text = new StringBuilder();
        private final int count;
        private double[] letter = new double[0];
        private int position = 0;
        private final SplittableRandom random = new SplittableRandom(11);

        Letters(int count) {
            this.count = count;
        }

        String text() {
            return text.toString();
        }

        @Override
        public int sampleRate() {
            return ToneNetwork.SAMPLE_RATE;
        }

        @Override
        public int read(double[] samples, int from, int wanted) {
            for (int i = 0; i < wanted; i++) {
                if (position == letter.length) {
                    if (text.length() == count) {
                        return i;
                    }
                    text.append((char) ('a' + random.nextInt(3)));
                    letter = ToneNetwork.sound(text.substring(text.length() - 1));
                    position = 0;
                }
                samples[from + i] = letter[position++];
            }
            return wanted;
        }
    }

    /** Runs a network ten thousand times, at many lengths, every tenth time on something too short for it. */
    static final class ManyRuns {

        private ManyRuns() {}

        public static void main(String[] arguments) throws Exception {
            try (var network = load()) {
                for (int i = 1; i <= 10_000; i++) {
                    int samples = i % 10 == 0 ? 17 : 400 + i * 37 % 8000;
                    network.recognise(Sound.of(16_000, new double[samples]), Turns.AT_ONCE, 1_000_000);
                    if (i == 2_000 || i == 10_000) {
                        System.out.println("MB " + resident());
                    }
                }
            }
        }

        private static long resident() throws IOException {
            System.gc();
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                    .sum();
        }
    }

    private static NeuralNetwork load() throws Exception {
        var settings = Map.of(
                "preset", "wav2vec2", "sound.normalization", "none", "vocabulary", "[\"<pad>\", \"a\", \"b\", \"c\"]");
        byte[] model = ToneNetwork.file(Layout.NTV, Scores.LOGITS).bytes();
        return OnnxNetworks.load(
                OnnxRuntime.load(), "tones", NetworkFiles.of(model), new NetworkSettings(settings, Optional.empty()));
    }
}
