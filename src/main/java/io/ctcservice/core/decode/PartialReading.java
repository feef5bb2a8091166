package io.ctcservice.core.decode;

import io.ctcservice.core.Labels;

/**
 * The best reading of a segment so far.
 *
 * @param labels what was read; with a lexicon its last word may be unfinished
 * @param stable how many of the labels, from the first, never change any more: every later reading of the segment, and the
 *     final one, begins with them
 */
public record PartialReading(Labels labels, int stable) {}
