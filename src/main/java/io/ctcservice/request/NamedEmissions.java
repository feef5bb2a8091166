package io.ctcservice.request;

import io.ctcservice.core.Emissions;

/**
 * An utterance: its id and emissions.
 *
 * @param id its name in the response
 * @param emissions the scores of the network
 */
public record NamedEmissions(String id, Emissions emissions) {}
