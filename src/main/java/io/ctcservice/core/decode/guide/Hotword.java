package io.ctcservice.core.decode.guide;

/**
 * A phrase whose score is raised or lowered.
 *
 * @param phrase one word or several, spaces kept; with a space before or after it, only at a word's beginning or end
 * @param bonus what finding it adds to a score, in nats, in [−{@value FusionWeights#LARGEST},
 *     {@value FusionWeights#LARGEST}]; below 0 to avoid it
 * @param wholeWords whether it is found as whole words only, between spaces, signs and the ends of the text; spaces
 *     before and after it then add nothing
 */
public record Hotword(String phrase, double bonus, boolean wholeWords) {

    /** The bonus of a phrase for which none is given. */
    public static final double DEFAULT_BONUS = 5;

    /** A phrase that is found inside words, too. */
    public Hotword(String phrase, double bonus) {
        this(phrase, bonus, /* wholeWords= */ false);
    }
}
