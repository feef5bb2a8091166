package io.ctcservice.core.decode.guide;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.lm.LanguageModel;
import java.util.OptionalDouble;

/**
 * Shallow fusion: a language model and its weights in the score of a hypothesis: {@code weight · ln p(word | words before)} and
 * {@code wordBonus} for each word, {@code weight · ln p(</s> | words)} at the end.
 *
 * @param model the model
 * @param weight at least 0
 * @param wordBonus added for each word, whatever its probability
 * @param unknownLogProb ln p of any word that the model does not list, whatever the words before it, at most 0; empty for
 *     what the model gives its unknown word there times the probability of the spelling
 */
public record LanguageModelFusion(LanguageModel model, double weight, double wordBonus, OptionalDouble unknownLogProb) {

    /** The default weight, the most accurate on real lines, see accuracy.md. */
    public static final double DEFAULT_WEIGHT = 0.35;

    public static final double DEFAULT_WORD_BONUS = 3.5;

    /** @throws CtcInputException naming the field that is out of range */
    public LanguageModelFusion {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new CtcInputException("languageModel/weight", weight, "a finite number of at least 0");
        }
        if (!(Math.abs(wordBonus) < Double.POSITIVE_INFINITY)) {
            throw new CtcInputException("languageModel/wordBonus", wordBonus, "a finite number");
        }
        double unknown = unknownLogProb.orElse(0);
        if (!(unknown <= 0 && unknown > Double.NEGATIVE_INFINITY)) {
            throw new CtcInputException(
                    "languageModel/unknownLogProb", unknown, "a finite natural logarithm of at most 0");
        }
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
