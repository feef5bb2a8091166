package io.ctcservice.request;

import io.ctcservice.core.Emissions;

/**
 * An utterance: its id and emissions.
 *
 * @param id its name in the response
 * @param emissions the scores of the network
 * @param seconds the duration of the recording that they were made of; infinite where that is unknown
 */
public record NamedEmissions(String id, Emissions emissions, double seconds) {}
