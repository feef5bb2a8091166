package io.ctcservice.core.span;

/**
 * Where one label of a hypothesis was read, and how surely.
 *
 * @param span label, frames and mean log-probability
 * @param confidence probability in [0, 1] that the frames of the span read as this label, given that they read as one
 *     label or none
 */
public record DecodedToken(TokenSpan span, double confidence) {}
