package io.ctcservice.core.decode.guide;

/**
 * The weights of a language model in the score of a hypothesis. The best values depend on the network: an overconfident one
 * itself needs a larger weight, and one that was trained on few words a lower bonus.
 *
 * @param weight times ln p of each word and of the end of the sentence, at least 0
 * @param wordBonus added for each word, whatever its probability, in nats
 */
public record FusionWeights(double weight, double wordBonus) {

    /** The weights that are most accurate on real lines, see accuracy.md. */
    public static final FusionWeights DEFAULT =
            new FusionWeights(LanguageModelFusion.DEFAULT_WEIGHT, LanguageModelFusion.DEFAULT_WORD_BONUS);
}
