package io.ctcservice.core.decode;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.decode.lm.LanguageModel;

/**
 * How a language model adds to a score: {@code weight · ln p(word | words before)} and {@code wordBonus} for each word,
 * {@code weight · ln p(</s> | words)} at the end.
 *
 * @param model the model
 * @param weight at least 0
 * @param wordBonus added for each word, whatever its probability
 * @param unknownLogProb ln p of a word that the model does not list, whatever the words before it; at most 0
 */
public record LanguageModelFusion(LanguageModel model, double weight, double wordBonus, double unknownLogProb) {

    /** @throws CtcInputException naming the field that is out of range */
    public LanguageModelFusion {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new CtcInputException("languageModel/weight", weight, "a finite number of at least 0");
        }
        if (!(Math.abs(wordBonus) < Double.POSITIVE_INFINITY)) {
            throw new CtcInputException("languageModel/wordBonus", wordBonus, "a finite number");
        }
        if (!(unknownLogProb <= 0 && unknownLogProb > Double.NEGATIVE_INFINITY)) {
            throw new CtcInputException(
                    "languageModel/unknownLogProb", unknownLogProb, "a finite natural logarithm of at most 0");
        }
    }
}
