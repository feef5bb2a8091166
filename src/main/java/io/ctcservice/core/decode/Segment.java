package io.ctcservice.core.decode;

import io.ctcservice.core.Emissions;
import java.util.List;
import java.util.Optional;

/**
 * A part of a stream, with the hypotheses of its frames alone.
 *
 * @param start frames of the stream before it
 * @param frames its frames T
 * @param hypotheses as {@link Decoder#decode} returns them for its frames, the highest score first; an empty one if it has no frames
 * @param emissions its emissions, {@code [T][V]}, to find the spans of its tokens; empty if it has no frames, or if its rows
 *     were not kept: then {@link Hypothesis#logProb()} is NaN
 */
public record Segment(long start, int frames, List<Hypothesis> hypotheses, Optional<Emissions> emissions) {}
