package io.ctcservice.recognition.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.audio.Sound;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.NetworkSettings;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.Turns;
import io.ctcservice.testing.OnnxFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests of streaming networks that take chunks of one size, with the inputs, outputs and metadata of T-one and of what sherpa-onnx exports from
 * icefall and NeMo. Each is told from a file beside it with the same convolution for whole recordings.
 */
final class FixedChunksTests {

    private static final int CLASSES = 4;
    private static final long MANY = 10_000_000;

    @TempDir
    private Path folder;

    /** The output comes 11 frames late, and is that of the samples as 16-bit numbers. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2399, 2400, 2401, 24_000, 25_001})
    void theFolderOfTOneNeedsNothingMore(int count) throws Exception {
        try (var network = load(tOne().metadata("model_type", "t-one").metadata("sample_rate", "8000"), Map.of())) {
            var known = network.description();
            assertThat(known.secondsPerFrame()).isCloseTo(0.03, within(1e-12));
            assertThat(known.sampleRate()).isEqualTo(8000);
            assertThat(known.vocabulary().symbols()).containsExactly(" ", "а", "б", "<blk>");
            assertThat(known.vocabulary().blank()).isEqualTo(3);
            var samples = new double[count];
            for (int n = 0; n < count; n++) {
                samples[n] = (n / 240 + 1) / 32768.0;
            }
            var whole = scores(network, 8000, samples);
            int rows = (count + 239) / 240;
            assertThat(whole.rows()).isEqualTo(rows);
            for (int t = 0; t < count / 240; t++) {
                assertThat(whole.get(t, 1)).isCloseTo(t + 1, within(1e-3f));
            }
            assertThat(inChunks(network, samples, 700)).isEqualTo(whole);
        }
    }

    /** That of Hugging Face has no metadata, and the blank of its vocab.json is named otherwise; a tuned one has a feature extractor. */
    @Test
    void theFolderOfTOneItselfIsToldByTheInputs() throws Exception {
        Files.write(folder.resolve("model.onnx"), tOne().bytes());
        Files.writeString(folder.resolve("vocab.json"), "{\"|\": 0, \"а\": 1, \"б\": 2, \"[PAD]\": 3}");
        Files.writeString(
                folder.resolve("preprocessor_config.json"),
                "{\"do_normalize\": false, \"feature_extractor_type\": \"Wav2Vec2FeatureExtractor\", \"sampling_rate\": 8000}");
        try (var network = loaded(Map.of())) {
            assertThat(network.description().facts().get("preset"))
                    .hasToString("Fact[value=t-one, source=the inputs of the model]");
            assertThat(network.description().vocabulary().blank()).isEqualTo(3);
            assertThat(network.streaming().orElseThrow().delaySeconds()).isCloseTo(0.63, within(1e-9));
        }
        assertThat(refusal(Map.of("preset", "wav2vec2")))
                .isEqualTo(
                        "sound.scale: expected what a full-scale sample is as a whole number, such as 32768, since the input"
                                + " takes those, found 1 (the default)");
    }

    @Test
    void theStreamingNetworksOfIcefallReadAsOnAWholeRecording() throws Exception {
        var samples = new Random(1).doubles(33_333, -0.5, 0.5).toArray();
        FloatMatrix expected;
        try (var whole = load(icefallForWholeRecordings(), Map.of())) {
            expected = scores(whole, 16_000, samples);
        }
        try (var network = load(icefall(), Map.of())) {
            assertThat(network.description().secondsPerFrame()).isCloseTo(0.04, within(1e-12));
            var actual = scores(network, 16_000, samples);
            assertThat(actual.rows()).isEqualTo(52); // 208 rows
            for (int t = 0; t < expected.rows() - 4; t++) { // beyond the end there is silence, not the sound mirrored
                assertThat(actual.get(t, 1)).as("frame %d", t).isCloseTo(expected.get(t, 1), within(1e-3f));
                assertThat(actual.get(t, 2)).isEqualTo(16 * Math.floorDiv(t, 8)); // what was counted before the chunk
            }
            for (int chunk : new int[] {1, 119, 120, 5120, 20_000}) {
                assertThat(inChunks(network, samples, chunk)).isEqualTo(actual);
            }
        }
    }

    @Test
    void theStreamingNetworksOfNemoReadAsOnAWholeRecording() throws Exception {
        var samples = new Random(1).doubles(33_333, -0.5, 0.5).toArray();
        FloatMatrix expected;
        try (var whole = load(nemoForWholeRecordings(), Map.of("sound.normalization", "none"))) {
            expected = scores(whole, 16_000, samples);
        }
        try (var network = load(nemo(), Map.of())) {
            assertThat(network.description().secondsPerFrame()).isCloseTo(0.08, within(1e-12));
            var actual = scores(network, 16_000, samples);
            assertThat(actual.rows()).isEqualTo(27); // the last of which begins with the last of 26 × 1280 samples
            for (int t = 0; t < expected.rows() - 1; t++) {
                assertThat(actual.get(t, 1)).as("frame %d", t).isCloseTo(expected.get(t, 1), within(1e-3f));
                assertThat(actual.get(t, 2)).isEqualTo(t);
            }
            for (int chunk : new int[] {1, 200, 201, 1280, 20_000}) {
                assertThat(inChunks(network, samples, chunk)).isEqualTo(actual);
            }
        }
    }

    /** As sherpa-onnx's script exports them, and as WeNet's own does after its two files are joined. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theStreamingNetworksOfWenetSeeTheirLeftContext(boolean isOfSherpa) throws Exception {
        var samples = new Random(1).doubles(100_000, -0.5, 0.5).toArray();
        FloatMatrix expected;
        try (var whole = load(wenetForWholeRecordings(), Map.of())) {
            expected = scores(whole, 16_000, samples);
        }
        try (var network = load(isOfSherpa ? wenet() : wenetOfItself(), Map.of())) {
            assertThat(network.description().secondsPerFrame()).isCloseTo(0.04, within(1e-12));
            assertThat(network.description().facts())
                    .hasEntrySatisfying(
                            "preset", preset -> assertThat(preset.value()).isEqualTo("wenet"));
            var actual = scores(network, 16_000, samples);
            assertThat(actual.rows()).isEqualTo(156); // 623 rows
            for (int t = 0; t < expected.rows(); t++) {
                assertThat(actual.get(t, 1)).as("frame %d", t).isCloseTo(expected.get(t, 1), within(1e-2f));
                int chunk = t / 16;
                assertThat(actual.get(t, 2)).isEqualTo(64 + 16 * chunk); // the offset
                if (chunk < expected.rows() / 16) {
                    int first = Math.max(0, 16 * (chunk - 4));
                    int end = 16 * (chunk + 1);
                    double seen = end - first; // frames, by the mask
                    for (int u = first; u < end; u++) {
                        seen += expected.get(u, 1);
                    }
                    assertThat(actual.get(t, 3)).isCloseTo((float) seen, within(0.5f));
                }
            }
            for (int part : new int[] {1000, 20_000}) {
                assertThat(inChunks(network, samples, part)).isEqualTo(actual);
            }
            var session = network.streaming().orElseThrow().open();
            int early = session.accept(samples, 30_000).rows() + session.flush().rows();
            var rest = Arrays.copyOfRange(samples, 30_000, samples.length);
            var later = session.accept(rest, rest.length);
            for (int t = 0; t < later.rows(); t++) { // the silence of the flush is in no state
                assertThat(later.get(t, 3)).isEqualTo(actual.get(early + t, 3));
            }
        }
    }

    @Test
    void aWenetWithoutItsNumbersNamesThem() throws Exception {
        write(wenetGraph("x", "attn_cache", "conv_cache", "attn_mask", "next_att_cache", "next_conv_cache"));
        assertThat(refusal(Map.of()))
                .isEqualTo(
                        "streaming.left-chunks: is not set, and neither the model nor the files beside it have it: expected how"
                                + " many chunks before the one under way are attended to, from 1 to 4096:"
                                + " num_decoding_left_chunks of WeNet's export");
        assertThat(refusal(Map.of("streaming.left-chunks", "4")))
                .startsWith("streaming.chunk-step: is not set")
                .endsWith(
                        "expected the rows from one chunk to the next: chunk_size x subsampling_factor of WeNet's export");
        assertThat(refusal(Map.of("streaming.left-chunks", "4", "streaming.chunk-step", "64")))
                .startsWith("streaming.chunk-rows: is not set");
        var all = Map.of("streaming.left-chunks", "4", "streaming.chunk-step", "64", "streaming.chunk-rows", "67");
        try (var network = loaded(all)) {
            assertThat(network.streaming()).isPresent();
        }
        var many = Map.of(
                "streaming.left-chunks", "4096", "streaming.chunk-step", "1048576", "streaming.chunk-rows", "67");
        assertThat(refusal(many))
                .isEqualTo(
                        "streaming.left-chunks: expected chunks of 1048576 frames in all at most, of which each has 262144,"
                                + " found 4096 (the setting)");
        write(wenet().metadata("left_chunks", "-1").metadata("chunk_size", "-1"));
        assertThat(refusal(Map.of()))
                .startsWith("streaming.left-chunks: expected how many chunks")
                .endsWith("if it was less, export the network again, found -1 (the file's metadata)");
    }

    @Test
    void aFlushGivesTheFramesSoFarAsIfSilenceCameNext() throws Exception {
        var samples = new Random(1).doubles(33_333, -0.5, 0.5).toArray();
        var quiet = Arrays.copyOf(Arrays.copyOf(samples, 16_000), samples.length);
        try (var network = load(icefall(), Map.of())) {
            var whole = scores(network, 16_000, samples);
            var asIfQuiet = scores(network, 16_000, quiet);
            var session = network.streaming().orElseThrow().open();
            int early = session.accept(samples, 16_000).rows();
            assertThat(early).isEqualTo(16); // two chunks, of which the second ends at row 77
            var flushed = session.flush();
            assertThat(flushed.rows()).isEqualTo(24 - early); // 99 rows are heard whole
            for (int t = 0; t < flushed.rows(); t++) {
                assertThat(flushed.get(t, 1)).isCloseTo(asIfQuiet.get(early + t, 1), within(1e-4f));
            }
            assertThat(session.flush().rows()).isZero();
            var rest = Arrays.copyOfRange(samples, 16_000, samples.length);
            var later = session.accept(rest, rest.length);
            assertThat(later.get(0, 1)).isEqualTo(whole.get(24, 1));
            assertThat(later.rows() + session.end().rows()).isEqualTo(whole.rows() - 24);
        }
    }

    @Test
    void whatDoesNotFitIsNamed() throws Exception {
        write(icefall());
        assertThat(refusal(Map.of("streaming.chunk-rows", "44")))
                .isEqualTo("streaming.chunk-rows: expected 45, the size of the input, found 44 (the setting)");
        assertThat(refusal(Map.of("streaming.chunk-step", "30")))
                .isEqualTo(
                        "streaming.chunk-step: expected the rows from one chunk to the next, a multiple of the 8 frames that"
                                + " the first run gave for 45 rows, found 30 (the setting)");
        assertThat(refusal(Map.of("streaming.states", "cached_key_0=log_probs,nothing=new_embed_states")))
                .startsWith("streaming.states: expected input=output for inputs among [x [?, 45, 80], ")
                .endsWith("found cached_key_0=log_probs,nothing=new_embed_states (the setting)");
        assertThat(refusal(Map.of("streaming.state-shapes", "cached_key_0=4x1x9")))
                .isEqualTo(
                        "streaming.state-shapes: expected cached_key_0= and the sizes of cached_key_0 [4, ?, 8] with x"
                                + " between, found cached_key_0=4x1x9 (the setting)");
        write(nemo().metadata("cache_last_channel_dim2", "71"));
        assertThat(refusal(Map.of())).contains("its first run failed");
    }

    @Test
    void statesWhoseSizesNobodySaysAreNamed() throws Exception {
        write(nemoGraph().metadata("model_type", "EncDecCTCModelBPE"));
        assertThat(refusal(Map.of("sound.normalization", "none")))
                .startsWith(
                        "streaming.state-shapes: is not set, and neither the model nor the files beside it have it: expected"
                                + " the sizes of the state cache_last_channel [?, 2, ?, 4], such as cache_last_channel=1x64x128");
        var shapes = Map.of("sound.normalization", "none", "streaming.state-shapes", "cache_last_channel=1x2x70x4");
        assertThat(refusal(shapes))
                .startsWith("streaming.chunk-rows: ")
                .endsWith("expected the rows of a chunk, if it takes chunks of one size only");
    }

    /** The features of Whisper are others: reading on with Kaldi's would give nonsense. */
    @Test
    void featuresThatAreNotKnownAreRefused() throws Exception {
        write(icefall().metadata("feature", "whisper"));
        assertThat(refusal(Map.of()))
                .startsWith(
                        "preset: is not set, and the file's metadata names zipformer2_ctc with the feature whisper, which is"
                                + " not known: expected one of ");
    }

    private void write(OnnxFile file) throws Exception {
        Files.write(folder.resolve("model.onnx"), file.bytes());
        Files.writeString(folder.resolve("tokens.txt"), "  0\nа 1\nб 2\n<blk> 3\n");
    }

    private String refusal(Map<String, String> settings) {
        var refused = assertThatExceptionOfType(NetworkFaultException.class)
                .isThrownBy(() -> loaded(settings))
                .actual();
        return refused.setting() + ": " + refused.getMessage();
    }

    private NeuralNetwork load(OnnxFile file, Map<String, String> settings) throws Exception {
        write(file);
        return loaded(settings);
    }

    private NeuralNetwork loaded(Map<String, String> settings) throws Exception {
        return OnnxNetworks.load(
                OnnxRuntime.load(), "chunks", NetworkFiles.at(folder), new NetworkSettings(settings, Optional.empty()));
    }

    private static FloatMatrix scores(NeuralNetwork network, int rate, double[] samples) throws Exception {
        return network.recognise(Sound.of(rate, samples), Turns.AT_ONCE, MANY).scores();
    }

    private static FloatMatrix inChunks(NeuralNetwork network, double[] samples, int chunk) {
        var session = network.streaming().orElseThrow().open();
        var values = new float[(samples.length / 100 + 100) * CLASSES];
        int filled = 0;
        for (int from = 0; from <= samples.length; from += chunk) {
            int count = Math.min(chunk, samples.length - from);
            var part = Arrays.copyOfRange(samples, from, from + count);
            filled = add(session.accept(part, count), values, filled);
        }
        filled = add(session.end(), values, filled);
        return FloatMatrix.adopt(filled / CLASSES, CLASSES, Arrays.copyOf(values, filled));
    }

    private static int add(FloatMatrix rows, float[] values, int filled) {
        System.arraycopy(rows.borrowArray(), 0, values, filled, rows.rows() * CLASSES);
        return filled + rows.rows() * CLASSES;
    }

    /** Returns a network whose state is its last 11 frames of 240 samples: class 1 scores the mean of those of a frame. */
    private static OnnxFile tOne() {
        var mean = new float[CLASSES * 240];
        Arrays.fill(mean, 240, 480, 1f / 240);
        return new OnnxFile()
                .input("signal", OnnxFile.INT32, "N", 2400, 1)
                .input("state", OnnxFile.FLOAT16, "N", 2640)
                .numbers("second", 1)
                .numbers("third", 2)
                .numbers("zero", 0)
                .numbers("chunk", 2400)
                .numbers("end", Long.MAX_VALUE)
                .weights("mean", mean, CLASSES, 1, 240)
                .node("Squeeze signal,third -> samples")
                .node("Cast samples -> now", "to", OnnxFile.FLOAT)
                .node("Cast state -> past", "to", OnnxFile.FLOAT)
                .node("Concat past,now -> all", "axis", 1)
                .node("Slice all,chunk,end,second -> kept")
                .node("Cast kept -> state_next", "to", OnnxFile.FLOAT16)
                .node("Slice all,zero,chunk,second -> heard")
                .node("Unsqueeze heard,second -> x")
                .node("Conv x,mean -> scores", "kernel_shape", new int[] {240}, "strides", new int[] {240})
                .node("Transpose scores -> logprobs", "perm", new int[] {0, 2, 1})
                .output("logprobs", OnnxFile.FLOAT, "N", 10, CLASSES)
                .output("state_next", OnnxFile.FLOAT16, "N", 2640);
    }

    /** Returns a network with 16 rows to a frame, of which four are new: class 2 scores how many rows, of half the rate, were before. */
    private static OnnxFile icefall() {
        return convolved(
                        new OnnxFile()
                                .input("x", OnnxFile.FLOAT, "N", 45, 80)
                                .node("Transpose x -> turned", "perm", new int[] {0, 2, 1}),
                        16,
                        4,
                        "scores")
                .input("cached_key_0", OnnxFile.FLOAT, 4, "N", 8)
                .input("embed_states", OnnxFile.FLOAT, "N", 128, 3, 19)
                .input("processed_lens", OnnxFile.INT64, "N")
                .numbers("more", 16)
                .weights("second", new float[] {0, 0, 1, 0}, 1, 1, CLASSES)
                .node("Identity cached_key_0 -> new_cached_key_0")
                .node("Identity embed_states -> new_embed_states")
                .node("Add processed_lens,more -> new_processed_lens")
                .node("Cast processed_lens -> count", "to", OnnxFile.FLOAT)
                .node("Mul count,second -> counted")
                .node("Add scores,counted -> log_probs")
                .output("log_probs", OnnxFile.FLOAT, "N", 8, CLASSES)
                .output("new_cached_key_0", OnnxFile.FLOAT, 4, "N", 8)
                .output("new_embed_states", OnnxFile.FLOAT, "N", 128, 3, 19)
                .output("new_processed_lens", OnnxFile.INT64, "N")
                .metadata("model_type", "zipformer2_ctc")
                .metadata("T", "45")
                .metadata("decode_chunk_len", "32");
    }

    private static OnnxFile icefallForWholeRecordings() {
        return convolved(
                        new OnnxFile()
                                .input("x", OnnxFile.FLOAT, "N", "T", 80)
                                .node("Transpose x -> turned", "perm", new int[] {0, 2, 1}),
                        16,
                        4,
                        "log_probs")
                .output("log_probs", OnnxFile.FLOAT, "N", "F", CLASSES)
                .metadata("model_type", "zipformer2_ctc");
    }

    private static OnnxFile nemo() {
        return nemoGraph()
                .metadata("model_type", "EncDecHybridRNNTCTCBPEModel")
                .metadata("normalize_type", "")
                .metadata("subsampling_factor", "8")
                .metadata("window_size", "17")
                .metadata("chunk_shift", "8")
                .metadata("cache_last_channel_dim1", "2")
                .metadata("cache_last_channel_dim2", "70")
                .metadata("cache_last_channel_dim3", "4")
                .metadata("cache_last_time_dim1", "2")
                .metadata("cache_last_time_dim2", "4")
                .metadata("cache_last_time_dim3", "8");
    }

    /** Returns a network with 17 rows to a frame, of which eight are new: class 2 scores how many frames were before. */
    private static OnnxFile nemoGraph() {
        return convolved(
                        new OnnxFile()
                                .input("audio_signal", OnnxFile.FLOAT, "N", 80, "T")
                                .node("Identity audio_signal -> turned"),
                        17,
                        8,
                        "scores")
                .input("length", OnnxFile.INT64, "N")
                .input("cache_last_channel", OnnxFile.FLOAT, "N", 2, "P", 4)
                .input("cache_last_time", OnnxFile.FLOAT, "N", 2, 4, 8)
                .input("cache_last_channel_len", OnnxFile.INT64, "N")
                .numbers("one", 1)
                .numbers("overlap", 9)
                .numbers("shift", 8)
                .weights("past", new float[2 * 70 * 4], 1, 2, 70, 4)
                .weights("second", new float[] {0, 0, 1, 0}, 1, 1, CLASSES)
                .node("Add cache_last_channel,past -> cache_last_channel_next")
                .node("Identity cache_last_time -> cache_last_time_next")
                .node("Add cache_last_channel_len,one -> cache_last_channel_next_len")
                .node("Sub length,overlap -> fresh")
                .node("Div fresh,shift -> encoded_lengths")
                .node("Cast cache_last_channel_len -> count", "to", OnnxFile.FLOAT)
                .node("Mul count,second -> counted")
                .node("Add scores,counted -> logprobs")
                .output("logprobs", OnnxFile.FLOAT, "N", "F", CLASSES)
                .output("encoded_lengths", OnnxFile.INT64, "N")
                .output("cache_last_channel_next", OnnxFile.FLOAT, "N", 2, "P", 4)
                .output("cache_last_time_next", OnnxFile.FLOAT, "N", 2, 4, 8)
                .output("cache_last_channel_next_len", OnnxFile.INT64, "N");
    }

    /** Returns what sherpa-onnx's script makes of WeNet's network. */
    private static OnnxFile wenet() {
        return wenetGraph("x", "attn_cache", "conv_cache", "attn_mask", "next_att_cache", "next_conv_cache")
                .metadata("model_type", "wenet_ctc")
                .metadata("comment", "streaming")
                .metadata("chunk_size", "16")
                .metadata("left_chunks", "4")
                .metadata("right_context", "6")
                .metadata("subsampling_factor", "4");
    }

    private static OnnxFile wenetOfItself() {
        return wenetGraph("chunk", "att_cache", "cnn_cache", "att_mask", "r_att_cache", "r_cnn_cache")
                .metadata("chunk_size", "16")
                .metadata("left_chunks", "4")
                .metadata("right_context", "6")
                .metadata("subsampling_rate", "4");
    }

    /**
     * Returns a network with seven rows to a frame, of which four are new: class 2 scores the offset, class 3 the sum of class 1 over the frames
     * that the mask shows, and their number.
     */
    private static OnnxFile wenetGraph(
            String x, String attention, String convolution, String mask, String nextAttention, String nextConvolution) {
        return convolved(
                        new OnnxFile()
                                .input(x, OnnxFile.FLOAT, "N", "T", 80)
                                .node("Transpose " + x + " -> turned", "perm", new int[] {0, 2, 1}),
                        7,
                        4,
                        "scores")
                .input("offset", OnnxFile.INT64, 1)
                .input("required_cache_size", OnnxFile.INT64, 1)
                .input(attention, OnnxFile.FLOAT, 1, 1, "C", 1)
                .input(convolution, OnnxFile.FLOAT, 1, 1, 6, 7)
                .input(mask, OnnxFile.BOOL, 1, 1, "A")
                .numbers("first", 1)
                .numbers("second", 2)
                .numbers("third", 3)
                .numbers("end", Long.MAX_VALUE)
                .weights("one", new float[] {1}, 1)
                .weights("second_class", new float[] {0, 0, 1, 0}, 1, 1, CLASSES)
                .weights("third_class", new float[] {0, 0, 0, 1}, 1, 1, CLASSES)
                .node("Slice scores,first,second,second -> heard")
                .node("Unsqueeze heard,first -> now")
                .node("Concat " + attention + ",now -> all", "axis", 2)
                .node("Neg required_cache_size -> from")
                .node("Slice all,from,end,second -> " + nextAttention)
                .node("Identity " + convolution + " -> " + nextConvolution)
                .node("Cast " + mask + " -> visible", "to", OnnxFile.FLOAT)
                .node("Unsqueeze visible,third -> column")
                .node("Add all,one -> counting")
                .node("Mul counting,column -> seen")
                .node("ReduceSum seen -> sum", "keepdims", 0)
                .node("Mul sum,third_class -> summed")
                .node("Cast offset -> before", "to", OnnxFile.FLOAT)
                .node("Mul before,second_class -> counted")
                .node("Add scores,counted -> partly")
                .node("Add partly,summed -> log_probs")
                .output("log_probs", OnnxFile.FLOAT, "N", "F", CLASSES)
                .output(nextAttention, OnnxFile.FLOAT, 1, 1, "C", 1)
                .output(nextConvolution, OnnxFile.FLOAT, 1, 1, 6, 7);
    }

    private static OnnxFile wenetForWholeRecordings() {
        return convolved(
                        new OnnxFile()
                                .input("x", OnnxFile.FLOAT, "N", "T", 80)
                                .node("Transpose x -> turned", "perm", new int[] {0, 2, 1}),
                        7,
                        4,
                        "log_probs")
                .output("log_probs", OnnxFile.FLOAT, "N", "F", CLASSES)
                .metadata("model_type", "wenet_ctc");
    }

    /** Returns the same with nine rows of zeros before the sound. */
    private static OnnxFile nemoForWholeRecordings() {
        return convolved(
                        new OnnxFile()
                                .input("audio_signal", OnnxFile.FLOAT, "N", 80, "T")
                                .numbers("pads", 0, 0, 9, 0, 0, 0)
                                .node("Pad audio_signal,pads -> turned"),
                        17,
                        8,
                        "logprobs")
                .output("logprobs", OnnxFile.FLOAT, "N", "F", CLASSES)
                .metadata("model_type", "EncDecHybridRNNTCTCBPEModel");
    }

    /** Adds class scores of {@code rows} rows at a time, every {@code step}: that of class 1 is random, all others are 0. */
    private static OnnxFile convolved(OnnxFile file, int rows, int step, String scores) {
        var random = new Random(5);
        var weights = new float[CLASSES * 80 * rows];
        for (int i = 80 * rows; i < 2 * 80 * rows; i++) {
            weights[i] = (float) (0.01 * random.nextGaussian());
        }
        return file.weights("w", weights, CLASSES, 80, rows)
                .node("Conv turned,w -> y", "kernel_shape", new int[] {rows}, "strides", new int[] {step})
                .node("Transpose y -> " + scores, "perm", new int[] {0, 2, 1});
    }
}
