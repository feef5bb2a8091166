package io.ctcservice.core.decode;

import io.ctcservice.core.Emissions;
import java.util.List;
import java.util.Optional;

/**
 * A part of a stream with its readings, which are those of its frames alone.
 *
 * @param start frames of the stream before it
 * @param frames its frames T
 * @param hypotheses as {@link Decoder#decode} gives them for its frames, the highest score first; one empty reading if it has none
 * @param emissions its emissions, {@code [T][V]}, to find where its tokens are; empty if it has no frames or more than were
 *     kept: then {@link Hypothesis#logProb()} is NaN
 */
public record Segment(long start, int frames, List<Hypothesis> hypotheses, Optional<Emissions> emissions) {}
