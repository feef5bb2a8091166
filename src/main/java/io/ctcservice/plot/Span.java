package io.ctcservice.plot;

/**
 * A span of frames with a symbol, drawn as a bar below a heat map.
 *
 * @param symbol what is written on it; made visible
 * @param start first frame
 * @param end frame after the last
 * @param isBlank whether it is of the blank: drawn pale
 */
public record Span(String symbol, int start, int end, boolean isBlank) {

    /** Returns the span of a label with this symbol, made visible. */
    public static Span of(String symbol, int start, int end) {
        return new Span(Symbols.visible(symbol), start, end, false);
    }
}
