package io.ctcservice.spark;

import io.ctcservice.core.Emissions;

/**
 * The emissions of a row.
 *
 * @param emissions {@code [T][V]}
 * @param seconds the duration of the recording, since its last frame may reach beyond its end; infinite if it is unknown
 */
public record Utterance(Emissions emissions, double seconds) {}
