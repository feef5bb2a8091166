package io.ctcservice.recognition;

import java.util.List;

/**
 * A recurrent state that a network carries from one run to the next, all zeros in the first.
 *
 * @param input name of the input that takes it
 * @param output name of the output that returns it for the next run
 * @param isWhole whether it is of whole numbers, as a count of the frames so far is
 * @param shape of it
 */
record CarriedState(String input, String output, boolean isWhole, List<Integer> shape) {

    CarriedState {
        shape = List.copyOf(shape);
    }

    /** Returns what goes into the first run. */
    Tensor first() {
        int cells = shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
        return isWhole ? Tensor.of(new long[cells], shape) : Tensor.of(new float[cells], shape);
    }
}
