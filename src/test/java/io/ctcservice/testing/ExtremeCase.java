package io.ctcservice.testing;

import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.loss.ExtendedTarget;
import java.util.Arrays;
import java.util.Random;

/**
 * A test case with scores as large and as far apart as floats can be; its reference loss is computed relative to each
 * row's highest score.
 */
public record ExtremeCase(FloatMatrix scores, ExtendedTarget target) {

    private static final float[] OFFSETS = {0, 700, -3000, 1e6f, 1e12f, -1e12f, 1e30f, 3e38f, -3e38f};
    private static final float[] SCALES = {1, 1, 30, 1000, 1e8f, 1e30f, 3e37f};

    /** Returns a case of rows with offsets, of large scale, masked, or of equal scores; the same for the same seed. */
    public static ExtremeCase random(Random random, int frames, int vocabSize) {
        var scores = new float[frames * vocabSize];
        for (int t = 0; t < frames; t++) {
            fill(scores, t * vocabSize, vocabSize, random);
        }
        int blank = random.nextInt(vocabSize);
        var labels = new int[random.nextInt(1 + frames / 2)];
        for (int u = 0; u < labels.length; u++) {
            int label = random.nextInt(vocabSize - 1);
            labels[u] = label < blank ? label : label + 1;
        }
        return new ExtremeCase(
                FloatMatrix.adopt(frames, vocabSize, scores), ExtendedTarget.of(Labels.of(labels), blank));
    }

    private static void fill(float[] scores, int row, int vocabSize, Random random) {
        float offset = OFFSETS[random.nextInt(OFFSETS.length)];
        float scale = random.nextInt(4) == 0 ? 0 : SCALES[random.nextInt(SCALES.length)];
        float mask = random.nextBoolean() ? -Float.MAX_VALUE : Float.NEGATIVE_INFINITY;
        boolean masked = random.nextInt(4) == 0;
        int kept = random.nextInt(vocabSize);
        for (int v = 0; v < vocabSize; v++) {
            double score = offset + scale * random.nextGaussian();
            scores[row + v] = (float) Math.clamp(score, -Float.MAX_VALUE, Float.MAX_VALUE);
            if (masked && v != kept && random.nextInt(3) > 0) {
                scores[row + v] = mask;
            }
        }
    }

    /** Returns ln p of the target by the recursion on logarithms. */
    public double logLikelihood() {
        int states = target.states();
        var alpha = new double[states + 2]; // two log zeros before the first state
        Arrays.fill(alpha, LogMath.LOG_ZERO);
        alpha[2] = 0;
        for (int t = 0; t < scores.rows(); t++) {
            var next = alpha.clone();
            for (int s = 0; s < states; s++) {
                int label = target.label(s);
                boolean skips = s >= 2 && label != target.blank() && label != target.label(s - 2);
                double before = LogMath.logAdd(alpha[s + 2], alpha[s + 1], skips ? alpha[s] : LogMath.LOG_ZERO);
                next[s + 2] = before + logProb(t, label);
            }
            alpha = next;
        }
        return LogMath.logAdd(alpha[states + 1], states == 1 ? LogMath.LOG_ZERO : alpha[states]);
    }

    /** Returns ln p of a class: differences to the highest score of the row are exact to a double's rounding. */
    public double logProb(int t, int label) {
        double highest = LogMath.LOG_ZERO;
        for (int v = 0; v < scores.columns(); v++) {
            highest = Math.max(highest, scores.get(t, v));
        }
        double sum = 0;
        for (int v = 0; v < scores.columns(); v++) {
            sum += Math.exp(scores.get(t, v) - highest);
        }
        return scores.get(t, label) - highest - Math.log(sum);
    }
}
