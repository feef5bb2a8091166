package io.ctcservice.core.align;

import io.ctcservice.core.Labels;

/**
 * A span of frames absorbed by a gap between labels: something was emitted there that the target leaves out.
 *
 * @param gap which gap: the place before label {@code gap}
 * @param start first frame, not blank
 * @param end frame after the last that is not blank
 * @param score mean over its frames of ln p_t of the best class, at most 0
 * @param labels what the best path there collapses to
 */
public record AbsorbedSpan(int gap, int start, int end, double score, Labels labels) {}
