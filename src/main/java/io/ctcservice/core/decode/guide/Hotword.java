package io.ctcservice.core.decode.guide;

/**
 * A phrase whose score is raised or lowered.
 *
 * @param phrase one word or several, spaces kept; with a space before or after it, only at a word's beginning or end
 * @param bonus what finding it adds to a score, in nats, in [−{@value FusionWeights#LARGEST},
 *     {@value FusionWeights#LARGEST}]; below 0 to avoid it
 */
public record Hotword(String phrase, double bonus) {

    /** The bonus of a phrase for which none is given. */
    public static final double DEFAULT_BONUS = 5;
}
