package io.ctcservice.recognition;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The roles of a model's inputs and outputs.
 *
 * @param input what the sound or picture goes into
 * @param inputLayout its order
 * @param lengths where the number of rows goes
 * @param mask where a number for each row goes, all alike since there is no padding
 * @param constants what other inputs always get, by their names
 * @param states what is carried from run to run
 * @param context the frames before a chunk, where the network must be told of them
 * @param output where the scores come out
 * @param outputLengths where the number of frames comes out
 * @param skippedFrames so many at the start are no part of the sound or picture
 */
record Wiring(
        String input,
        InputLayout inputLayout,
        Optional<Port> lengths,
        Optional<Port> mask,
        Map<String, Tensor> constants,
        List<CarriedState> states,
        Optional<LeftContext> context,
        String output,
        Optional<String> outputLengths,
        int skippedFrames) {

    Wiring {
        constants = Map.copyOf(constants);
        states = List.copyOf(states);
    }

    /** Returns the mask of an utterance of some length, which has no padding, by the input that takes it. */
    Map<String, Tensor> mask(int length) {
        return mask.map(port -> Map.of(port.name(), mask(port, length))).orElse(Map.of());
    }

    private static Tensor mask(Port port, int length) {
        boolean isOne = !port.name().contains("padding_mask");
        var shape = List.of(1, length);
        if (port.type() == Port.Type.FLOAT) {
            var mask = new float[length];
            Arrays.fill(mask, isOne ? 1 : 0);
            return Tensor.of(mask, shape);
        }
        var mask = new long[length];
        Arrays.fill(mask, isOne ? 1 : 0);
        return Tensor.of(mask, shape);
    }

    /** Returns the states before the first run, by the inputs that take them. */
    Map<String, Tensor> first() {
        var first = new HashMap<String, Tensor>();
        states.forEach(state -> first.put(state.input(), state.first()));
        context.ifPresent(frames -> first.putAll(frames.first()));
        return first;
    }
}
