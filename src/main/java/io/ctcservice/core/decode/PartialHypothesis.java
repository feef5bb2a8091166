package io.ctcservice.core.decode;

import io.ctcservice.core.Labels;

/**
 * The best hypothesis of the current segment.
 *
 * @param labels of the frames so far; with a lexicon the last word may be unfinished
 * @param stable the number of labels, from the first, that never change any more: every later hypothesis of the segment, and the
 *     final one, begins with them
 */
public record PartialHypothesis(Labels labels, int stable) {}
