package io.ctcservice.train;

import java.util.List;

/**
 * Lines of equal width.
 *
 * @param width W, a multiple of {@link PrintShape#COLUMNS_PER_FRAME}
 * @param ink {@code [N][32][W]}, 0 for white paper, 1 for black
 * @param targets the classes of each line
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the training library at once
record Batch(int width, float[] ink, List<int[]> targets) {

    Batch {
        targets = List.copyOf(targets);
    }

    int lines() {
        return targets.size();
    }
}
