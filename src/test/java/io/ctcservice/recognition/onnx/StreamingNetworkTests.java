package io.ctcservice.recognition.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.audio.Sound;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.NetworkSettings;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.StreamingNetwork;
import io.ctcservice.recognition.Turns;
import io.ctcservice.testing.OnnxFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests of a network with states: a convolution over five rows, of which three make a frame, a GRU, and a row convolution that
 * sees two frames to come.
 */
final class StreamingNetworkTests {

    private static final int BANDS = 8;
    private static final int HIDDEN = 6;
    private static final int CLASSES = 5;
    private static final int AHEAD = 2;
    private static final double[] SAMPLES =
            new Random(3).doubles(20_011, -0.5, 0.5).toArray();

    private static NeuralNetwork network;

    @BeforeAll
    static void load() throws Exception {
        network = load(Map.of());
    }

    @AfterAll
    static void close() {
        network.close();
    }

    private static StreamingNetwork streaming() {
        return network.streaming().orElseThrow();
    }

    @ParameterizedTest(name = "chunks of {0} samples")
    @ValueSource(ints = {1, 100, 479, 480, 481, 1600, 20_010})
    void chunksOfAnySizeGiveTheRowsOfOne(int chunk) {
        float[] whole = rows(SAMPLES, SAMPLES.length);
        assertThat(whole)
                .hasSize(42 * CLASSES); // a frame begins every 480 samples, the last row of each ends 240 later
        assertThat(rows(SAMPLES, chunk)).containsExactly(whole, within(1e-5f));
    }

    @Test
    void aRecordingGivesTheSameRows() throws Exception {
        var scores = network.recognise(Sound.of(16_000, SAMPLES), Turns.AT_ONCE, 100_000)
                .scores();
        assertThat(scores.borrowArray()).containsExactly(rows(SAMPLES, 777), within(1e-5f));
    }

    @Test
    void aRecordingOfSeveralReadsGivesTheSameRows() throws Exception {
        var long1 = new Random(4).doubles(16_000 * 25, -0.5, 0.5).toArray();
        var scores = network.recognise(Sound.of(16_000, long1), Turns.AT_ONCE, 1_000_000)
                .scores();
        assertThat(scores.borrowArray()).containsExactly(rows(long1, long1.length), within(1e-5f));
    }

    @Test
    void rowsDependOnTheStateAndOnWhatIsToComeOnlyAsFarAsItLooksAhead() {
        var quiet = Arrays.copyOf(SAMPLES, SAMPLES.length);
        Arrays.fill(quiet, 16_000, quiet.length, 0);
        float[] loud = rows(SAMPLES, 500);
        float[] changed = rows(quiet, 500);
        int first = 0;
        while (Math.abs(loud[first] - changed[first]) < 1e-6) {
            first++;
        }
        // the first row of the front end that hears sample 16,000 begins at 15,680, which is in frame 32; the row
        // before sees it
        assertThat(first / CLASSES).isEqualTo(32 - AHEAD);
        var other = Arrays.copyOf(SAMPLES, SAMPLES.length);
        Arrays.fill(other, 0, 4_000, 0);
        assertThat(rows(other, 500)[15 * CLASSES]).isNotCloseTo(loud[15 * CLASSES], within(1e-6f)); // by the GRU
    }

    @Test
    void rowsComeAsSoonAsTheyCan() {
        var session = streaming().open();
        assertThat(streaming().delaySeconds()).isCloseTo(((1 + AHEAD) * 480 + 240) / 16_000.0, within(1e-9));
        int needed = (int) Math.round(streaming().delaySeconds() * 16_000);
        assertThat(session.accept(SAMPLES, needed - 1).rows()).isZero();
        assertThat(session.accept(SAMPLES, 1).rows()).isOne();
        assertThat(session.accept(SAMPLES, 480).rows()).isOne();
    }

    /** 10,000 samples are 20 whole frames, the last of which waits for the look-ahead. */
    @Test
    void aFlushGivesTheRowsThatWaitForWhatIsToCome() {
        var quiet = Arrays.copyOf(SAMPLES, SAMPLES.length);
        Arrays.fill(quiet, 10_000, quiet.length, 0);
        float[] asIfQuiet = Arrays.copyOf(rows(quiet, 500), 20 * CLASSES);
        float[] whole = rows(SAMPLES, 500);

        var session = streaming().open();
        var flushed = new ArrayList<Float>();
        add(flushed, session.accept(SAMPLES, 10_000));
        assertThat(flushed).hasSize((20 - AHEAD) * CLASSES);
        add(flushed, session.flush());
        assertThat(floats(flushed)).containsExactly(asIfQuiet, within(1e-5f));
        assertThat(session.flush().rows()).isZero();

        var rest = Arrays.copyOfRange(SAMPLES, 10_000, SAMPLES.length);
        var following = new ArrayList<Float>();
        add(following, session.accept(rest, 700));
        add(following, session.flush());
        assertThat(following).hasSize(CLASSES); // 10,700 samples are 21 frames
        following.clear();
        add(following, session.accept(Arrays.copyOfRange(rest, 700, rest.length), rest.length - 700));
        add(following, session.end());
        assertThat(floats(following))
                .containsExactly(Arrays.copyOfRange(whole, 21 * CLASSES, whole.length), within(1e-5f));
        assertThatIllegalStateException().isThrownBy(session::flush);
    }

    @Test
    void aFlushBeforeTheFirstFrameGivesNothing() {
        var session = streaming().open();
        assertThat(session.flush().rows()).isZero();
        assertThat(session.accept(SAMPLES, 400).rows()).isZero();
        assertThat(session.flush().rows()).isZero();
        assertThat(session.end().rows()).isOne();
    }

    @Test
    void sessionsDoNotKnowOfEachOther() {
        var first = streaming().open();
        var second = streaming().open();
        var ofFirst = new ArrayList<Float>();
        var ofSecond = new ArrayList<Float>();
        for (int from = 0; from + 1000 <= SAMPLES.length; from += 1000) {
            var chunk = Arrays.copyOfRange(SAMPLES, from, from + 1000);
            add(ofFirst, first.accept(chunk, 1000));
            add(ofSecond, second.accept(new double[1000], 1000));
            add(ofSecond, second.accept(chunk, 1000));
        }
        var alone = new ArrayList<Float>();
        add(alone, streaming().open().accept(SAMPLES, 20_000));
        assertThat(ofFirst).hasSize(alone.size());
        for (int i = 0; i < alone.size(); i++) {
            assertThat(ofFirst.get(i)).isCloseTo(alone.get(i), within(1e-5f));
        }
        assertThat(ofSecond).hasSizeGreaterThan(ofFirst.size());
    }

    @Test
    void aSoundWithoutASampleHasNoRows() {
        assertThat(streaming().open().end().rows()).isZero();
    }

    @Test
    void aSampleMakesOneRow() {
        var session = streaming().open();
        assertThat(session.accept(SAMPLES, 1).rows()).isZero();
        assertThat(session.end().rows()).isOne();
        assertThatIllegalStateException().isThrownBy(session::end);
        assertThatIllegalStateException().isThrownBy(() -> session.accept(SAMPLES, 1));
    }

    @Test
    void inputThatNeedsSoundToComeIsRefused() {
        assertThatExceptionOfType(NetworkFaultException.class)
                .isThrownBy(() -> load(Map.of("sound.normalization", "per-feature")))
                .withMessageContaining("found per-feature")
                .extracting(NetworkFaultException::setting)
                .isEqualTo("sound.normalization");
        assertThatExceptionOfType(NetworkFaultException.class)
                .isThrownBy(() -> load(Map.of("sound.hop-seconds", "0.03", "sound.edges", "mirror")))
                .withMessageContaining("sound.hop-seconds no longer than a window")
                .extracting(NetworkFaultException::setting)
                .isEqualTo("sound.hop-seconds");
    }

    /** The edges at the start are those of the setting; the rows are those of a sound that begins with them. */
    @ParameterizedTest
    @CsvSource({"mirror, 120", "reflect, 200", "zeros, 200"})
    void theSoundBeginsWithTheEdgesOfTheSetting(String edges, int before) throws Exception {
        var begun = new double[before + SAMPLES.length];
        for (int n = 0; n < before && !edges.equals("zeros"); n++) {
            begun[n] = SAMPLES[edges.equals("mirror") ? before - 1 - n : before - n];
        }
        System.arraycopy(SAMPLES, 0, begun, before, SAMPLES.length);
        try (var edged = load(Map.of("sound.edges", edges))) {
            var actual = edged.recognise(Sound.of(16_000, SAMPLES), Turns.AT_ONCE, 100_000)
                    .scores();
            assertThat(actual.borrowArray()).containsExactly(rows(begun, begun.length), within(1e-5f));
            var session = edged.streaming().orElseThrow().open();
            var first = new ArrayList<Float>();
            for (double sample : Arrays.copyOf(SAMPLES, 5_000)) {
                add(first, session.accept(new double[] {sample}, 1));
            }
            assertThat(floats(first))
                    .hasSizeGreaterThan(5 * CLASSES)
                    .containsExactly(Arrays.copyOf(actual.borrowArray(), first.size()), within(1e-5f));
        }
    }

    /** The first sample is kept as it is. */
    @Test
    void preEmphasisMayBeOverTheSignal() throws Exception {
        var emphasised = Arrays.copyOf(SAMPLES, SAMPLES.length);
        for (int n = 1; n < emphasised.length; n++) {
            emphasised[n] -= 0.9 * SAMPLES[n - 1];
        }
        var settings = Map.of("sound.pre-emphasis", "0.9", "sound.pre-emphasis-over", "signal");
        try (var over = load(settings)) {
            var session = over.streaming().orElseThrow().open();
            var actual = new ArrayList<Float>();
            for (int from = 0; from < SAMPLES.length; from += 333) {
                var part = Arrays.copyOfRange(SAMPLES, from, Math.min(from + 333, SAMPLES.length));
                add(actual, session.accept(part, part.length));
            }
            float[] expected = rows(emphasised, emphasised.length);
            assertThat(floats(actual)).containsExactly(Arrays.copyOf(expected, actual.size()), within(1e-5f));
        }
    }

    @Test
    void aNetworkWithoutStatesDoesNotStream() throws Exception {
        var file = new OnnxFile()
                .input("x", OnnxFile.FLOAT, 1, BANDS, "T")
                .weights("w", random(1, CLASSES * BANDS), CLASSES, BANDS, 1)
                .node("Conv x,w -> logits", "kernel_shape", new int[] {1})
                .node("Transpose logits -> y", "perm", new int[] {0, 2, 1})
                .output("y", OnnxFile.FLOAT, 1, "F", CLASSES);
        try (var plain = load(file, Map.of())) {
            assertThat(plain.streaming()).isEmpty();
        }
    }

    private static float[] rows(double[] samples, int chunk) {
        var session = streaming().open();
        var all = new ArrayList<Float>();
        for (int from = 0; from < samples.length; from += chunk) {
            int count = Math.min(chunk, samples.length - from);
            add(all, session.accept(Arrays.copyOfRange(samples, from, from + count), count));
        }
        add(all, session.end());
        return floats(all);
    }

    private static float[] floats(List<Float> list) {
        var floats = new float[list.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = list.get(i);
        }
        return floats;
    }

    private static void add(List<Float> all, FloatMatrix rows) {
        for (float value : rows.borrowArray()) {
            all.add(value);
        }
    }

    private static float[] random(long seed, int count) {
        var random = new Random(seed);
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (0.3 * random.nextGaussian());
        }
        return values;
    }

    private static OnnxFile file() {
        return new OnnxFile()
                .input("x", OnnxFile.FLOAT, 1, BANDS, "T")
                .input("past", OnnxFile.FLOAT, 1, BANDS, 2)
                .input("memory", OnnxFile.FLOAT, 1, 1, HIDDEN)
                .input("ahead", OnnxFile.FLOAT, 1, HIDDEN, AHEAD)
                .weights("w", random(1, HIDDEN * BANDS * 5), HIDDEN, BANDS, 5)
                .weights("gi", random(2, 3 * HIDDEN * HIDDEN), 1, 3 * HIDDEN, HIDDEN)
                .weights("gr", random(3, 3 * HIDDEN * HIDDEN), 1, 3 * HIDDEN, HIDDEN)
                .weights("row", random(4, HIDDEN * (AHEAD + 1)), HIDDEN, 1, AHEAD + 1)
                .weights("c", random(5, CLASSES * HIDDEN), CLASSES, HIDDEN, 1)
                .numbers("from", -AHEAD)
                .numbers("to", Long.MAX_VALUE)
                .numbers("axis", 2)
                .numbers("one", 1)
                .node("Concat past,x -> xs", "axis", 2)
                .node("Slice xs,from,to,axis -> past_next")
                .node("Conv xs,w -> heard", "kernel_shape", new int[] {5}, "strides", new int[] {3})
                .node("Transpose heard -> steps", "perm", new int[] {2, 0, 1})
                .node("GRU steps,gi,gr,,,memory -> states,memory_next", "hidden_size", HIDDEN)
                .node("Squeeze states,one -> known")
                .node("Transpose known -> rows", "perm", new int[] {1, 2, 0})
                .node("Concat ahead,rows -> hs", "axis", 2)
                .node("Slice hs,from,to,axis -> ahead_next")
                .node("Conv hs,row -> seen", "kernel_shape", new int[] {AHEAD + 1}, "group", HIDDEN)
                .node("Conv seen,c -> logits", "kernel_shape", new int[] {1})
                .node("Transpose logits -> y", "perm", new int[] {0, 2, 1})
                .output("y", OnnxFile.FLOAT, 1, "F", CLASSES)
                .output("past_next", OnnxFile.FLOAT, 1, BANDS, 2)
                .output("memory_next", OnnxFile.FLOAT, 1, 1, HIDDEN)
                .output("ahead_next", OnnxFile.FLOAT, 1, HIDDEN, AHEAD)
                .metadata("ctc.streaming.delay-frames", String.valueOf(AHEAD));
    }

    private static NeuralNetwork load(Map<String, String> settings) throws Exception {
        return load(file(), settings);
    }

    private static NeuralNetwork load(OnnxFile file, Map<String, String> settings) throws Exception {
        var all = new HashMap<>(Map.of(
                "vocabulary", "[\"<blk>\", \"a\", \"b\", \"c\", \"d\"]",
                "blank", "0",
                "sound.form", "filter-bank",
                "sound.sample-rate", "16000",
                "sound.bands", String.valueOf(BANDS)));
        all.putAll(settings);
        return OnnxNetworks.load(
                OnnxRuntime.load(),
                "streaming",
                NetworkFiles.of(file.bytes()),
                new NetworkSettings(all, Optional.empty()));
    }
}
