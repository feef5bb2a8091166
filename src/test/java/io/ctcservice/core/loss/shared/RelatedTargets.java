package io.ctcservice.core.loss.shared;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.testing.RandomLogits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Targets of one utterance that differ in some labels. */
record RelatedTargets(Emissions emissions, List<Labels> targets, int blank) {

    static RelatedTargets random(Random random, RandomLogits style, int frames, int vocabSize, int length, int many) {
        int blank = random.nextInt(vocabSize);
        var emissions = style.emissions(random, frames, vocabSize, blank);
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
