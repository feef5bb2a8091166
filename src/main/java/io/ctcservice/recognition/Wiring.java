package io.ctcservice.recognition;

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
        String output,
        Optional<String> outputLengths,
        int skippedFrames) {

    Wiring {
        constants = Map.copyOf(constants);
        states = List.copyOf(states);
    }
}
