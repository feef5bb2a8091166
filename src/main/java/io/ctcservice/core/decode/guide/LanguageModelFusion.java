package io.ctcservice.core.decode.guide;

import io.ctcservice.core.lm.LanguageModel;
import java.util.OptionalDouble;

/**
 * Shallow fusion: a language model and its weights in the score of a hypothesis: {@code weight · ln p(word | words before)} and
 * {@code wordBonus} for each word, {@code weight · ln p(</s> | words)} at the end.
 *
 * @param model the model
 * @param weight in [0, {@value FusionWeights#LARGEST}]
 * @param wordBonus added for each word, whatever its probability, of a magnitude up to {@value FusionWeights#LARGEST}
 * @param unknownLogProb ln p of any word that the model does not list, whatever the words before it, in
 *     [−{@value FusionWeights#LARGEST}, 0]; empty for what the model gives its unknown word there times the probability of
 *     the spelling
 */
public record LanguageModelFusion(LanguageModel model, double weight, double wordBonus, OptionalDouble unknownLogProb) {

    /** The default weight, the most accurate on real lines, see accuracy.md. */
    public static final double DEFAULT_WEIGHT = 0.35;

    public static final double DEFAULT_WORD_BONUS = 3.5;

    /** @throws io.ctcservice.core.CtcInputException naming the field that is out of range */
    public LanguageModelFusion {
        double most = FusionWeights.LARGEST;
        FusionWeights.requireWithin("languageModel/weight", weight, 0, most);
        FusionWeights.requireWithin("languageModel/wordBonus", wordBonus, -most, most);
        FusionWeights.requireWithin("languageModel/unknownLogProb", unknownLogProb.orElse(0), -most, 0);
    }

    /** Returns a fusion with these weights in which out-of-vocabulary words are scored by their spelling. */
    public static LanguageModelFusion spelled(LanguageModel model, FusionWeights weights) {
        return spelled(model, weights.weight(), weights.wordBonus());
    }

    /** Returns a fusion in which out-of-vocabulary words are scored by their spelling. */
    public static LanguageModelFusion spelled(LanguageModel model, double weight, double wordBonus) {
        return new LanguageModelFusion(model, weight, wordBonus, OptionalDouble.empty());
    }

    /** Returns a fusion in which all out-of-vocabulary words have the same score. */
    public static LanguageModelFusion flat(
            LanguageModel model, double weight, double wordBonus, double unknownLogProb) {
        return new LanguageModelFusion(model, weight, wordBonus, OptionalDouble.of(unknownLogProb));
    }

    /** Returns weight times ln p; with weight 0 the result is 0 even for log zero. */
    double weighted(double logProb) {
        return weight == 0 ? 0 : weight * logProb;
    }
}
