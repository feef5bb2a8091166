package io.ctcservice.acoustic;

/**
 * The frames of one symbol of a synthetic utterance.
 *
 * @param label class index
 * @param start first frame
 * @param end frame after the last: where the next symbol starts
 * @param soundEnd frame after the last in which the symbol sounds: {@code end}, but {@code end - 1} where the next
 *     symbol is the same one, whose onset only a moment of silence can show
 */
public record SymbolSpan(int label, int start, int end, int soundEnd) {}
