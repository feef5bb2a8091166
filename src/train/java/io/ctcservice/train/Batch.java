package io.ctcservice.train;

import java.util.List;

/**
 * Inputs of equal size.
 *
 * @param sizes {@code [N][C][H][W]}, with W in the direction of writing or of time
 * @param input their numbers
 * @param targets the classes of each
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the training library at once
record Batch(long[] sizes, float[] input, List<int[]> targets) {

    Batch {
        targets = List.copyOf(targets);
    }
}
