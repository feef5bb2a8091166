package io.ctcservice.recognition;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The frames before a chunk that WeNet's streaming networks attend to. Their states have room for a fixed number of frames, all zeros at first; so each
 * run is told how many frames were before, from where the positions go on, and by a mask which of the frames that it sees are of the sound.
 *
 * @param frames that the states have room for
 * @param chunkFrames of a chunk
 * @param offset name of the input for the number of frames before the chunk, those in the states at first included
 * @param mask name of the input for a 1 for each frame of the sound, {@code [1][1][frames + chunkFrames]}
 */
record LeftContext(int frames, int chunkFrames, Optional<String> offset, Optional<String> mask) {

    static final String CHUNKS = "streaming.left-chunks";

    private static final int MOST_CHUNKS = 1 << 12;
    private static final String CHUNKS_EXPECTED = "how many chunks before the one under way are attended to, from 1 to "
            + MOST_CHUNKS + ": num_decoding_left_chunks of WeNet's export";
    private static final int MOST_ROWS = 1 << 20;
    private static final int MOST_FRAMES = 1 << 20;
    private static final int USUAL_SUBSAMPLING = 4;

    /** The axis of the frames in the state of the attention, {@code [layers][heads][frames][size]}. */
    private static final int AXIS = 2;

    private static final String OFFSET = "offset";
    private static final String SIZE = "required_cache_size";
    private static final Set<String> MASKS = Set.of("attn_mask", "att_mask");
    private static final Set<String> ATTENTION = Set.of("attn_cache", "att_cache");
    private static final String SOURCE = "the inputs of the model";

    /** The outputs that return the states: first as sherpa-onnx exports them, then as WeNet does. */
    private static final Map<String, String> STATES = Map.of(
            "attn_cache", "next_att_cache",
            "conv_cache", "next_conv_cache",
            "att_cache", "r_att_cache",
            "cnn_cache", "r_cnn_cache");

    /** Adds the family and the states of such a network, if it is one. */
    static void offer(NetworkFacts facts, RunnableModel model) {
        if (!isOf(model.inputs())) {
            return;
        }
        facts.offer(NetworkFacts.PRESET, "wenet", SOURCE);
        var outputs = model.outputs().stream().map(Port::name).collect(Collectors.toSet());
        String states = model.inputs().stream()
                .map(Port::name)
                .filter(input -> outputs.contains(STATES.getOrDefault(input, "")))
                .map(input -> input + "=" + STATES.get(input))
                .collect(Collectors.joining(","));
        facts.offer(CarriedStates.NAMES, states, SOURCE);
    }

    private static boolean isOf(List<Port> inputs) {
        return attention(inputs).isPresent()
                && inputs.stream().anyMatch(port -> port.name().equals(OFFSET) || isMask(port));
    }

    private static Optional<Port> attention(List<Port> inputs) {
        return inputs.stream()
                .filter(port -> ATTENTION.contains(port.name()) && port.type() == Port.Type.FLOAT && port.rank() > AXIS)
                .findFirst();
    }

    private static boolean isMask(Port port) {
        return MASKS.contains(port.name()) && port.type() == Port.Type.WHOLE;
    }

    /**
     * Returns the context of such a network, if it is one, and adds the number of frames to what is known of its states and constants.
     *
     * @throws NetworkFaultException if the sizes of the context or of the chunks are not known
     */
    static Optional<LeftContext> find(NetworkFacts facts, List<Port> inputs) throws NetworkFaultException {
        if (!isOf(inputs)) {
            return Optional.empty();
        }
        int chunks = chunks(facts);
        int chunkFrames = chunkFrames(facts);
        if ((long) chunks * chunkFrames > MOST_FRAMES) {
            throw facts.wrong(
                    CHUNKS, "chunks of " + MOST_FRAMES + " frames in all at most, of which each has " + chunkFrames);
        }
        int frames = chunks * chunkFrames;
        attention(inputs)
                .ifPresent(
                        state -> facts.offer(CarriedStates.SHAPES, state.name() + "=" + shape(state, frames), SOURCE));
        if (inputs.stream().anyMatch(port -> port.name().equals(SIZE))) {
            facts.offer(Ports.CONSTANTS, SIZE + "=" + frames, SOURCE);
        }
        return Optional.of(new LeftContext(
                frames,
                chunkFrames,
                inputs.stream().map(Port::name).filter(OFFSET::equals).findFirst(),
                inputs.stream().filter(LeftContext::isMask).map(Port::name).findFirst()));
    }

    /** Of an export for any number of chunks the states would grow. */
    private static int chunks(NetworkFacts facts) throws NetworkFaultException {
        facts.required(CHUNKS, CHUNKS_EXPECTED);
        double chunks = facts.number(CHUNKS).orElse(0.0);
        if (chunks != Math.rint(chunks) || chunks < 1 || chunks > MOST_CHUNKS) {
            throw facts.wrong(CHUNKS, CHUNKS_EXPECTED + "; if it was less, export the network again");
        }
        return (int) chunks;
    }

    private static int chunkFrames(NetworkFacts facts) throws NetworkFaultException {
        int step = facts.integer(
                Chunking.STEP,
                1,
                MOST_ROWS,
                "the rows from one chunk to the next: chunk_size x subsampling_factor of WeNet's export");
        facts.required(
                Chunking.ROWS,
                "the rows of a chunk: (chunk_size - 1) x subsampling_factor + right_context + 1 of WeNet's export");
        int subsampling = facts.integer(NetworkFacts.SUBSAMPLING, 1, MOST_ROWS, USUAL_SUBSAMPLING);
        if (step % subsampling != 0) {
            throw facts.wrong(Chunking.STEP, "a multiple of " + subsampling + ", the rows of a frame");
        }
        return step / subsampling;
    }

    private static String shape(Port state, int frames) {
        var sizes = state.shape().stream()
                .map(size -> size == Port.ANY ? 1 : size)
                .map(String::valueOf)
                .collect(Collectors.toList());
        sizes.set(AXIS, Integer.toString(frames));
        return String.join("x", sizes);
    }

    /** Returns the names of the inputs. */
    Set<String> inputs() {
        return Stream.concat(offset.stream(), mask.stream()).collect(Collectors.toSet());
    }

    /** Returns what goes into the first run. */
    Map<String, Tensor> first() {
        var first = new HashMap<String, Tensor>();
        offset.ifPresent(input -> first.put(input, Tensor.of(new long[] {frames}, List.of(1))));
        mask.ifPresent(input -> first.put(input, mask(frames)));
        return first;
    }

    /** Replaces what went into a run by what goes into the next. */
    void advance(Map<String, Tensor> states) {
        offset.ifPresent(input -> states.computeIfPresent(
                input, (name, past) -> Tensor.of(new long[] {past.borrowLongs()[0] + chunkFrames}, List.of(1))));
        mask.ifPresent(input ->
                states.computeIfPresent(input, (name, past) -> mask(Math.max(0, zeros(past) - chunkFrames))));
    }

    private static int zeros(Tensor mask) {
        return Math.toIntExact(
                Arrays.stream(mask.borrowLongs()).filter(seen -> seen == 0).count());
    }

    /** Returns a mask of zeros, then ones. */
    private Tensor mask(int zeros) {
        var ones = new long[frames + chunkFrames];
        Arrays.fill(ones, zeros, ones.length, 1);
        return Tensor.of(ones, List.of(1, 1, ones.length));
    }
}
