package io.ctcservice.core.loss.shared;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.LogForward;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Targets of one utterance that differ in some labels. */
record RelatedTargets(Emissions emissions, List<Labels> targets, int blank) {

    /** The distributions of the logits of random cases. */
    enum Style {
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
                case TO_THE_ENDS_OF_A_DOUBLE ->
                    random.nextInt(5) == 0 ? Float.NEGATIVE_INFINITY : -random.nextInt(4) * 210;
                case WITH_IMPOSSIBLE_FRAMES -> random.nextInt(50) == 0 ? -5000 : (float) (9 * random.nextGaussian());
            };
        }
    }

    static RelatedTargets random(Random random, Style style, int frames, int vocabSize, int length, int many) {
        int blank = random.nextInt(vocabSize);
        var logits = new float[frames * vocabSize];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = style.logit(random, i % vocabSize == blank);
        }
        for (int t = 0; t < frames; t++) {
            int certain = t * vocabSize + random.nextInt(vocabSize); // no row of nothing but log zeros
            logits[certain] = Math.max(logits[certain], -1);
        }
        var emissions = Emissions.of(FloatMatrix.adopt(frames, vocabSize, logits), ScoreKind.LOGITS);
        var base = new ArrayList<Integer>();
        for (int u = 0; u < length; u++) {
            base.add(u > 0 && random.nextInt(4) == 0 ? base.getLast() : label(random, vocabSize, blank));
        }
        var targets = IntStream.range(0, many)
                .mapToObj(n -> edited(base, random, Math.min(n, 1 + random.nextInt(3)), vocabSize, blank))
                .toList();
        return new RelatedTargets(emissions, targets, blank);
    }

    /** Returns the labels with some replaced, left out, put in, repeated, and cut off at either end. */
    private static Labels edited(List<Integer> base, Random random, int edits, int vocabSize, int blank) {
        var labels = new ArrayList<>(base);
        for (int edit = 0; edit < edits && !labels.isEmpty(); edit++) {
            int at = random.nextInt(labels.size());
            switch (random.nextInt(8)) {
                case 0 -> labels.subList(at, at + 1).clear();
                case 1 -> labels.add(at, label(random, vocabSize, blank));
                case 2 -> labels.add(at, labels.get(at));
                case 3 -> labels.subList(at, labels.size()).clear();
                case 4 -> labels.subList(0, at).clear();
                default -> labels.set(at, label(random, vocabSize, blank));
            }
        }
        return Labels.of(labels.stream().mapToInt(Integer::intValue).toArray());
    }

    private static int label(Random random, int vocabSize, int blank) {
        int label = random.nextInt(vocabSize - 1);
        return label < blank ? label : label + 1;
    }

    /** Returns ln p of each by a plain pass. */
    double[] expected() {
        var plain = new LogForward();
        return targets.stream()
                .mapToDouble(target -> plain.logLikelihood(emissions, ExtendedTarget.of(target, blank)))
                .toArray();
    }

    /** Returns the least of those that are possible. */
    static double least(double[] expected) {
        return IntStream.range(0, expected.length)
                .mapToDouble(i -> expected[i])
                .filter(Double::isFinite)
                .min()
                .orElse(LogMath.LOG_ZERO);
    }
}
