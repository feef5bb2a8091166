package io.ctcservice.testing;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import java.util.Random;

/** The distributions of random logits, ordinary ones and those in which a recursion may lose something. */
public enum RandomLogits {
    FLAT,
    STANDARD,
    SHARP,
    FIFTY,
    FIVE_HUNDRED,
    NEARLY_ALL_BLANK,
    WITH_LOG_ZEROS,
    MASKED,
    WITH_IMPOSSIBLE_FRAMES,
    /** Within few frames what seemed to be nothing may be all that is left. */
    TO_THE_ENDS_OF_A_DOUBLE;

    private float logit(Random random, boolean blank) {
        return switch (this) {
            case FLAT -> 0;
            case STANDARD -> (float) random.nextGaussian();
            case SHARP -> (float) (12 * random.nextGaussian());
            case FIFTY -> (random.nextInt(3) - 1) * 50;
            case FIVE_HUNDRED -> (random.nextInt(3) - 1) * 500;
            case NEARLY_ALL_BLANK -> (float) random.nextGaussian() + (blank ? 14 : 0);
            case WITH_LOG_ZEROS ->
                random.nextInt(6) == 0 ? Float.NEGATIVE_INFINITY : (float) (3 * random.nextGaussian());
            case MASKED -> random.nextInt(6) == 0 ? -Float.MAX_VALUE : (float) (3 * random.nextGaussian());
            case TO_THE_ENDS_OF_A_DOUBLE -> random.nextInt(5) == 0 ? Float.NEGATIVE_INFINITY : -random.nextInt(4) * 210;
            case WITH_IMPOSSIBLE_FRAMES -> random.nextInt(50) == 0 ? -5000 : (float) (9 * random.nextGaussian());
        };
    }

    /** Returns emissions in each of whose frames some class is possible. */
    public Emissions emissions(Random random, int frames, int vocabSize, int blank) {
        var logits = new float[frames * vocabSize];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = logit(random, i % vocabSize == blank);
        }
        for (int t = 0; t < frames; t++) {
            int certain = t * vocabSize + random.nextInt(vocabSize); // no row of nothing but log zeros
            logits[certain] = Math.max(logits[certain], -1);
        }
        return Emissions.of(FloatMatrix.adopt(frames, vocabSize, logits), ScoreKind.LOGITS);
    }
}
