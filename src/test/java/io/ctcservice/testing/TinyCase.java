package io.ctcservice.testing;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.ExtendedTarget;
import java.util.Random;

/** Emissions and a target small enough to try every path. */
public record TinyCase(Emissions emissions, ExtendedTarget target) {

    /** Returns logits drawn from N(0, 2²) and a target that mostly fits; the same for the same seed. */
    public static TinyCase random(long seed, int frames, int vocabSize) {
        var random = new Random(seed);
        int blank = random.nextInt(vocabSize);
        return random(random, frames, vocabSize, blank, random.nextInt(frames + 1));
    }

    /** Returns logits drawn from N(0, 2²) and a target of the length given. */
    public static TinyCase random(Random random, int frames, int vocabSize, int blank, int targetLength) {
        var logits = new float[frames * vocabSize];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (2 * random.nextGaussian());
        }
        var labels = new int[targetLength];
        for (int u = 0; u < targetLength; u++) {
            int label = random.nextInt(vocabSize - 1);
            labels[u] = label < blank ? label : label + 1;
        }
        var emissions = Emissions.of(FloatMatrix.adopt(frames, vocabSize, logits), ScoreKind.LOGITS);
        return new TinyCase(emissions, ExtendedTarget.of(Labels.of(labels), blank));
    }
}
