package io.ctcservice.bench;

import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.loss.ExtendedTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A batch to measure with: logits drawn from a seed, and a target for each utterance.
 *
 * @param logits B matrices {@code [T][V]}
 * @param targets B targets of U labels, blank 0
 */
record Workload(List<FloatMatrix> logits, List<ExtendedTarget> targets) {

    /**
     * Returns the batch of a shape such as {@code 16x500x29x80}: B, T, V, U.
     *
     * @param peaky whether the logits follow an alignment of the target, as a trained network's do: nearly always the
     *     blank, each label in a frame or two; else they are standard normal
     */
    static Workload of(String shape, boolean peaky) {
        var sizes = shape.split("x", -1);
        int batch = Integer.parseInt(sizes[0]);
        var logits = new ArrayList<FloatMatrix>();
        var targets = new ArrayList<ExtendedTarget>();
        for (int b = 0; b < batch; b++) {
            var random = new Random(b);
            int frames = Integer.parseInt(sizes[1]);
            int vocabSize = Integer.parseInt(sizes[2]);
            var labels = labels(random, Integer.parseInt(sizes[3]), vocabSize);
            targets.add(ExtendedTarget.of(Labels.of(labels), 0));
            logits.add(logits(random, frames, vocabSize, peaky ? labels : null));
        }
        return new Workload(logits, targets);
    }

    private static int[] labels(Random random, int length, int vocabSize) {
        return random.ints(length, 1, vocabSize).toArray();
    }

    private static FloatMatrix logits(Random random, int frames, int vocabSize, int @Nullable [] path) {
        var values = new float[frames * vocabSize];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        if (path != null) {
            for (int t = 0; t < frames; t++) {
                int u = (int) ((long) t * path.length / frames);
                boolean onset = t == (int) (((long) u * frames + path.length - 1) / path.length);
                values[t * vocabSize + (onset ? path[u] : 0)] += 12;
            }
        }
        return FloatMatrix.adopt(frames, vocabSize, values);
    }

    /** Returns the cells of all lattices, T·S. */
    long cells() {
        long cells = 0;
        for (int b = 0; b < logits.size(); b++) {
            cells += (long) logits.get(b).rows() * targets.get(b).states();
        }
        return cells;
    }
}
