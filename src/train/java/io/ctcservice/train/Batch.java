package io.ctcservice.train;

import java.util.ArrayList;
import java.util.Arrays;
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

    /** Returns the number of labels of all targets. */
    int labels() {
        return targets.stream().mapToInt(t -> t.length).sum();
    }

    /** Returns its lines or utterances in at most so many parts of about as many, none of them empty. */
    List<Batch> parts(int most) {
        int count = Math.min(most, targets.size());
        int each = input.length / targets.size();
        var parts = new ArrayList<Batch>();
        for (int i = 0; i < count; i++) {
            int from = i * targets.size() / count;
            int to = (i + 1) * targets.size() / count;
            long[] ownSizes = sizes.clone();
            ownSizes[0] = (long) to - from;
            parts.add(
                    new Batch(ownSizes, Arrays.copyOfRange(input, from * each, to * each), targets.subList(from, to)));
        }
        return parts;
    }
}
