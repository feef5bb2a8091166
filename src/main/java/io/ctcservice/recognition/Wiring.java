package io.ctcservice.recognition;

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
 * @param mask where a 1 for each row goes
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
        Optional<String> mask,
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

    /** Returns the states before the first run, by the inputs that take them. */
    Map<String, Tensor> first() {
        var first = new HashMap<String, Tensor>();
        states.forEach(state -> first.put(state.input(), state.first()));
        context.ifPresent(frames -> first.putAll(frames.first()));
        return first;
    }
}
