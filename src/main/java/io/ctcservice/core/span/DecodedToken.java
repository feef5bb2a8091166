package io.ctcservice.core.span;

/**
 * One label of a hypothesis with its span and confidence.
 *
 * @param span label, frames and mean log-probability
 * @param confidence probability in [0, 1] that the frames of the span collapse to this label, given that they collapse to one
 *     label or none
 */
public record DecodedToken(TokenSpan span, double confidence) {

    /** Returns the same token where so many frames come before. */
    public DecodedToken after(int frames) {
        var later = new TokenSpan(span.label(), span.start() + frames, span.end() + frames, span.score());
        return new DecodedToken(later, confidence);
    }
}
