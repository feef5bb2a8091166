package io.ctcservice.train;

import io.ctcservice.core.decode.guide.FusionWeights;
import io.ctcservice.train.speech.SoundStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A speech network as an ONNX file, with the metadata that the service needs. A bidirectional one has the form of
 * NeMo's networks as sherpa-onnx takes them; a streaming one takes states and returns the next ones.
 */
final class SoundOnnx {

    private static final String SIGNAL = "audio_signal";
    private static final String SCORES = "logprobs";
    private static final String NEXT = "_next";
    private static final String ABOUT =
            "A demonstration: it mistakes many letters of synthesised English and hears people poorly, as it learned from"
                    + " synthesisers and one reader. For people bring a network of your own, ctc.networks.<name>.location.";
    private static final int TIME = 3; // axis of [N][C][F][T]

    private final SoundShape shape;
    private final OnnxGraph graph;
    private final OnnxLayers layers;
    private final FusionWeights weights;

    private SoundOnnx(SoundNetwork network, FusionWeights weights, boolean half) {
        this.weights = weights;
        this.shape = network.shape();
        this.graph = new OnnxGraph(half);
        this.layers = new OnnxLayers(graph, network);
    }

    /**
     * Returns the file.
     *
     * @param network as {@link FoldedNetwork} makes it
     * @param weights fusion weights of a language model for it
     * @param half whether weights are kept in 16 bits
     */
    static byte[] write(SoundNetwork network, FusionWeights weights, boolean half) {
        var file = new SoundOnnx(network, weights, half);
        return network.shape().streams() ? file.streaming() : file.whole();
    }

    private byte[] whole() {
        graph.input(SIGNAL, "utterances", SoundShape.BANDS, "steps");
        graph.wholeInput("length", "utterances");
        String x = graph.node("Unsqueeze", List.of(SIGNAL, graph.integers(1)), Map.of());
        x = convolution(x, 0);
        x = convolution(x, 1);
        x = columns(x);
        for (int i = 0; i < shape.layers(); i++) {
            x = passed(layers.bidirectional(x, i, i == 0 ? shape.features() : shape.hidden(), shape.hidden()), x, i);
        }
        layers.classes(x, shape.hidden(), shape.classes(), SCORES);
        graph.output(SCORES, "utterances", "frames", shape.classes());
        var metadata = metadata();
        metadata.put("model_type", "EncDecCTCModel"); // what sherpa-onnx asks for
        metadata.put("vocab_size", String.valueOf(shape.classes() - 1));
        metadata.put("normalize_type", "per_feature");
        metadata.put("version", "1");
        metadata.put("model_author", "ctc-service");
        return graph.toFile("Hears English; 1 frame is 30 ms.", metadata);
    }

    private byte[] streaming() {
        graph.input(SIGNAL, 1, SoundShape.BANDS, "steps");
        String x = graph.node("Unsqueeze", List.of(SIGNAL, graph.integers(1)), Map.of());
        x = convolution(after("state_steps", x, TIME, 1, 1, SoundShape.BANDS, SoundShape.firstPast()), 0);
        x = convolution(
                after("state_frames", x, TIME, 1, shape.channels(), SoundShape.BANDS / 2, SoundShape.secondPast()), 1);
        x = columns(x);
        for (int i = 0; i < shape.layers(); i++) {
            String state = "state_memory" + i;
            graph.input(state, 1, 1, shape.hidden());
            x = passed(
                    layers.onward(
                            x, i, i == 0 ? shape.features() : shape.hidden(), shape.hidden(), state, state + NEXT),
                    x,
                    i);
        }
        x = graph.node("Transpose", List.of(x), Map.of("perm", new long[] {1, 2, 0}));
        x = rows(after("state_ahead", x, 2, 1, shape.hidden(), shape.lookAhead()));
        x = graph.node("Transpose", List.of(x), Map.of("perm", new long[] {2, 0, 1}));
        layers.classes(x, shape.hidden(), shape.classes(), SCORES);
        graph.output(SCORES, 1, "frames", shape.classes());
        graph.output("state_steps" + NEXT, 1, 1, SoundShape.BANDS, SoundShape.firstPast());
        graph.output("state_frames" + NEXT, 1, shape.channels(), SoundShape.BANDS / 2, SoundShape.secondPast());
        for (int i = 0; i < shape.layers(); i++) {
            graph.output("state_memory" + i + NEXT, 1, 1, shape.hidden());
        }
        graph.output("state_ahead" + NEXT, 1, shape.hidden(), shape.lookAhead());
        return graph.toFile("Hears English while it is spoken; 1 frame is 30 ms.", streamingMetadata());
    }

    /** Returns what a GRU layer passes on, given what it made of an input. */
    private String passed(String states, String x, int layer) {
        return SoundShape.residual(layer) ? graph.node("Add", List.of(x, states), Map.of()) : states;
    }

    /** Puts a state before what is new along an axis, and keeps the end of both as the next state. */
    private String after(String state, String x, int axis, int... sizes) {
        graph.input(state, java.util.Arrays.stream(sizes).boxed().toArray());
        String both = graph.node("Concat", List.of(state, x), Map.of("axis", (long) axis));
        int past = sizes[sizes.length - 1];
        graph.node(
                "Slice",
                List.of(both, graph.integers(-past), graph.integers(Long.MAX_VALUE), graph.integers(axis)),
                List.of(state + NEXT),
                Map.of());
        return both;
    }

    private String convolution(String x, int layer) {
        int[] kernel = layer == 0 ? SoundShape.FIRST_KERNEL : SoundShape.SECOND_KERNEL;
        long bands = kernel[0] / 2;
        long time = shape.streams() ? 0 : kernel[1] / 2;
        return layers.convolution(
                x,
                layer,
                layer == 0 ? 1 : shape.channels(),
                shape.channels(),
                kernel,
                Map.of("pads", new long[] {bands, time, bands, time}, "strides", new long[] {
                    2, layer == 0 ? SoundShape.STEPS_PER_FRAME : 1
                }));
    }

    /** Turns {@code [N][C][F][T]} into {@code [T][N][C·F]}. */
    private String columns(String x) {
        String turned = graph.node("Transpose", List.of(x), Map.of("perm", new long[] {3, 0, 1, 2}));
        return graph.node("Reshape", List.of(turned, graph.integers(0, 0, shape.features())), Map.of());
    }

    /** The row convolution over {@code [1][hidden][T]}: a filter for each state. */
    private String rows(String x) {
        int width = shape.lookAhead() + 1;
        String weights = graph.weights(layers.parameter("row.weight"), shape.hidden(), 1, width);
        return graph.node(
                "Conv", List.of(x, weights), Map.of("group", (long) shape.hidden(), "kernel_shape", new long[] {width
                }));
    }

    private Map<String, String> metadata() {
        var metadata = new HashMap<String, String>();
        metadata.put("ctc.vocabulary", new JsonMapper().writeValueAsString(SpeechAlphabet.symbols()));
        metadata.put("ctc.blank", String.valueOf(SpeechAlphabet.BLANK));
        metadata.put("ctc.scores", "log-probs");
        metadata.put("ctc.about", ABOUT);
        metadata.put("ctc.language-model.weight", String.valueOf(weights.weight()));
        metadata.put("ctc.language-model.word-bonus", String.valueOf(weights.wordBonus()));
        metadata.put("subsampling_factor", String.valueOf(SoundShape.STEPS_PER_FRAME));
        metadata.put("license", "Apache-2.0");
        return metadata;
    }

    private Map<String, String> streamingMetadata() {
        var metadata = metadata();
        metadata.put("ctc.preset", "nemo");
        metadata.put("ctc.sound.sample-rate", String.valueOf(SoundStore.SAMPLE_RATE));
        metadata.put("ctc.sound.edges", "whole");
        metadata.put("ctc.sound.drop-last", "false");
        metadata.put("ctc.sound.pre-emphasis-over", "frame");
        metadata.put("ctc.sound.normalization", "none");
        metadata.put("ctc.sound.mean", String.valueOf(SoundFeatures.STREAM_MEAN));
        metadata.put("ctc.sound.inverse-deviation", String.valueOf(SoundFeatures.STREAM_INVERSE_DEVIATION));
        metadata.put("ctc.streaming.delay-frames", String.valueOf(shape.lookAhead()));
        return metadata;
    }
}
