package io.ctcservice.request;

import io.ctcservice.core.FloatMatrix;

/**
 * The scores that a network made of a recording.
 *
 * @param scores {@code [T][V]}
 * @param seconds the duration of the recording: its last frame may reach beyond
 */
public record RecordedScores(FloatMatrix scores, double seconds) {}
