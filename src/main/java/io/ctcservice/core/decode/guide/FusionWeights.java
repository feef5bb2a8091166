package io.ctcservice.core.decode.guide;

import io.ctcservice.core.CtcInputException;

/**
 * The weights of a language model in the score of a hypothesis. The best values depend on the network: an overconfident one
 * itself needs a larger weight, and one that was trained on few words a lower bonus.
 *
 * @param weight times ln p of each word and of the end of the sentence, in [0, {@value #LARGEST}]
 * @param wordBonus added for each word, whatever its probability, in nats, in [−{@value #LARGEST}, {@value #LARGEST}]
 */
public record FusionWeights(double weight, double wordBonus) {

    /** The largest weight, and the largest magnitude of bonuses and given log-probabilities: their sums stay finite. */
    public static final double LARGEST = 1000;

    /** The weights that are most accurate on real lines, see accuracy.md. */
    public static final FusionWeights DEFAULT =
            new FusionWeights(LanguageModelFusion.DEFAULT_WEIGHT, LanguageModelFusion.DEFAULT_WORD_BONUS);

    /** @throws CtcInputException naming the field that is out of range */
    public FusionWeights {
        requireWithin("languageModel/weight", weight, 0, LARGEST);
        requireWithin("languageModel/wordBonus", wordBonus, -LARGEST, LARGEST);
    }

    /** @throws CtcInputException naming the field if its value is not in [least, most] */
    static void requireWithin(String field, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new CtcInputException(field, value, "a number in [" + (long) least + ", " + (long) most + "]");
        }
    }
}
