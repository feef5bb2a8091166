package io.ctcservice.recognition.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.audio.Sound;
import io.ctcservice.core.Collapse;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.recognition.NetworkDescription.Kind;
import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.NetworkSettings;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.Turns;
import io.ctcservice.testing.OnnxFile;
import io.ctcservice.testing.ToneNetwork;
import io.ctcservice.testing.ToneNetwork.Layout;
import io.ctcservice.testing.ToneNetwork.Scores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of small networks for sound made by the tests. */
final class SpeechNetworkTests {

    private static final long MANY = 100_000_000;

    @ParameterizedTest
    @EnumSource
    void theLayoutOfTheOutputIsToldByRunningIt(Layout layout) throws Exception {
        try (var network = load(ToneNetwork.file(layout, Scores.LOGITS), Map.of())) {
            assertThat(text(network, "abcabc")).isEqualTo("abcabc");
            assertThat(network.description().kind()).isEqualTo(Kind.SPEECH);
            assertThat(network.description().secondsPerFrame()).isCloseTo(0.02, within(1e-12));
            assertThat(network.description().sampleRate()).isEqualTo(16_000);
        }
    }

    @ParameterizedTest
    @CsvSource({"LOGITS, LOGITS", "LOG_PROBS, LOG_PROBS", "PROBS, PROBS"})
    void whatTheScoresAreIsToldByTheirLooks(Scores scores, ScoreKind expected) throws Exception {
        try (var network = load(ToneNetwork.file(Layout.NTV, scores), Map.of())) {
            assertThat(network.description().scores()).isEqualTo(expected);
            assertThat(text(network, "cab")).isEqualTo("cab");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void theBlankMayStandAnywhere(int blank) throws Exception {
        var settings = Map.of("vocabulary", json(ToneNetwork.symbols(blank)));
        try (var network = load(ToneNetwork.file(Layout.NTV, Scores.LOGITS, blank, true), settings)) {
            assertThat(network.description().vocabulary().blank()).isEqualTo(blank);
            assertThat(text(network, "aabbcc")).isEqualTo("aabbcc");
        }
    }

    @Test
    void aLengthThatComesOutCutsTheRows() throws Exception {
        try (var network = load(ToneNetwork.file(Layout.NTV, Scores.LOGITS, 0, true), Map.of())) {
            assertThat(emissions(network, ToneNetwork.sound("ab")).frames()).isEqualTo((2 * 3200 - 80) / 320);
        }
    }

    @Test
    void aSoundThatIsTooShortIsFilledUpWithSilence() throws Exception {
        try (var network = load(ToneNetwork.file(Layout.NTV, Scores.LOGITS), Map.of())) {
            for (int samples : new int[] {1, 100, 399, 400, 719, 720}) {
                int frames = samples < 400 ? 1 : (samples - 400) / 320 + 1;
                assertThat(emissions(network, new double[samples]).frames())
                        .as("%d samples", samples)
                        .isEqualTo(frames);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "3.3, 0.7", "1, 0.5", "10, 4", "5, 4", "2, 1.5", "1, 0.02"})
    void noReadingChangesAtASeam(String seconds, String overlap) throws Exception {
        var settings = Map.of("windows.seconds", seconds, "windows.overlap", overlap);
        String text = randomText(500); // 100 seconds
        try (var whole = load(ToneNetwork.file(Layout.NTV, Scores.LOGITS), Map.of("windows.seconds", "3600"));
                var windowed = load(ToneNetwork.file(Layout.NTV, Scores.LOGITS), settings)) {
            var sound = ToneNetwork.sound(text);
            var expected = emissions(whole, sound);
            var joined = emissions(windowed, sound);

            assertThat(greedy(whole, joined)).isEqualTo(text);
            assertThat(joined.frames()).isEqualTo(expected.frames());
        }
    }

    @Test
    void shortWindowsOverlapByHalf() throws Exception {
        try (var network = load(ToneNetwork.file(Layout.NTV, Scores.LOGITS), Map.of("windows.seconds", "2"))) {
            assertThat(Objects.requireNonNull(network.description().facts().get("windows.overlap"))
                            .value())
                    .isEqualTo("1");
            assertThat(emissions(network, new double[7 * 16_000]).frames()).isEqualTo((7 * 16_000 - 400) / 320 + 1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2, 'expected less than windows.seconds, which is 2, found 2 (the setting)'",
        "0.01, 'expected at least 0.02, since the network gives 1 frame fewer than there are in a window,"
                + " which would be lost between two, found 0.01 (the setting)'"
    })
    void anOverlapThatWouldLoseFramesIsRefused(String overlap, String complaint) {
        var settings = Map.of("windows.seconds", "2", "windows.overlap", overlap);
        assertThatExceptionOfType(NetworkFaultException.class)
                .isThrownBy(() -> load(ToneNetwork.file(Layout.NTV, Scores.LOGITS), settings))
                .withMessage(complaint)
                .extracting(NetworkFaultException::setting)
                .isEqualTo("windows.overlap");
    }

    @ParameterizedTest
    @CsvSource({"LOGITS, probs, logits", "LOGITS, log-probs, logits", "PROBS, log-probs, probs"})
    void aKindOfScoresThatTheyAreNotIsRefusedAtStart(Scores scores, String stated, String found) {
        assertThatExceptionOfType(NetworkFaultException.class)
                .isThrownBy(() -> load(ToneNetwork.file(Layout.NTV, scores), Map.of("scores", stated)))
                .withMessage("expected " + found + ", as the first run showed, found " + stated + " (the setting)");
    }

    @Test
    void windowsAreRunOneAfterTheOtherAndTellHowFarTheyAre() throws Exception {
        var settings = Map.of("windows.seconds", "2", "windows.overlap", "0.5");
        var ends = new ArrayList<Double>();
        try (var network = load(ToneNetwork.file(Layout.NTV, Scores.LOGITS), settings)) {
            network.recognise(
                    Sound.of(16_000, new double[5 * 16_000]),
                    (window, end) -> {
                        window.run();
                        ends.add(end);
                    },
                    rows -> {});
        }
        assertThat(ends).containsExactly(2.0, 3.5, 5.0);
    }

    private static String randomText(int length) {
        var random = new Random(7);
        return IntStream.range(0, length)
                .mapToObj(i -> String.valueOf((char) ('a' + random.nextInt(3))))
                .collect(Collectors.joining());
    }

    private static String text(NeuralNetwork network, String text) throws IOException {
        return greedy(network, emissions(network, ToneNetwork.sound(text)));
    }

    private static Emissions emissions(NeuralNetwork network, double[] samples) throws IOException {
        return network.recognise(Sound.of(ToneNetwork.SAMPLE_RATE, samples), Turns.AT_ONCE, MANY);
    }

    private static String greedy(NeuralNetwork network, Emissions emissions) {
        var vocabulary = network.description().vocabulary();
        var labels = Collapse.labels(emissions.bestPath(), vocabulary.blank());
        return vocabulary.text(labels);
    }

    private static NeuralNetwork load(OnnxFile file, Map<String, String> settings)
            throws NetworkFaultException, OnnxRuntimeException {
        var all = new HashMap<>(Map.of("preset", "wav2vec2", "sound.normalization", "none"));
        all.put("vocabulary", json(ToneNetwork.SYMBOLS));
        all.putAll(settings);
        return OnnxNetworks.load(
                OnnxRuntime.load(), "tones", NetworkFiles.of(file.bytes()), new NetworkSettings(all, Optional.empty()));
    }

    private static String json(List<String> symbols) {
        return symbols.stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
    }
}
