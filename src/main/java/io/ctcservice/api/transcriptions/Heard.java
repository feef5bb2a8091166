package io.ctcservice.api.transcriptions;

import io.ctcservice.core.Emissions;
import io.ctcservice.recognition.NetworkDescription;

/**
 * A recording as a network heard it.
 *
 * @param network which
 * @param emissions what it said
 * @param seconds how long the recording is
 */
record Heard(NetworkDescription network, Emissions emissions, double seconds) {}
