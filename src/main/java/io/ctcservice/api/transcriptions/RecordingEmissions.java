package io.ctcservice.api.transcriptions;

import io.ctcservice.core.Emissions;
import io.ctcservice.recognition.NetworkDescription;

/**
 * The emissions that a network made of a recording.
 *
 * @param network the description of the network
 * @param emissions log-probabilities, {@code [T][V]}
 * @param seconds the duration of the recording
 */
record RecordingEmissions(NetworkDescription network, Emissions emissions, double seconds) {}
