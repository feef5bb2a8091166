package io.ctcservice.core.decode.guide;

/**
 * The parts of the score of a hypothesis, in nats, with weights applied.
 *
 * @param acoustic ln of the probability of the paths that the search saw: of the best path for the greedy decoder, of
 *     all paths that were not pruned for the beam, so at most {@code logProb} and equal to it where nothing was pruned
 * @param languageModel weight times ln of the language model's probability of the words and the end of the sentence
 * @param wordBonus bonus per word times the number of words
 * @param hotwords sum of the bonuses of the phrases found
 */
public record ScoreParts(double acoustic, double languageModel, double wordBonus, double hotwords) {

    /** Returns the parts of a score that has only the emissions. */
    public static ScoreParts ofAcoustic(double acoustic) {
        return new ScoreParts(acoustic, 0, 0, 0);
    }

    /** Returns the sum of the parts. */
    public double total() {
        return acoustic + languageModel + wordBonus + hotwords;
    }
}
