package io.ctcservice.request;

import io.ctcservice.core.Emissions;

/**
 * An utterance: its id and emissions.
 *
 * @param id what to call it in the answer
 * @param emissions what the network said
 */
public record NamedEmissions(String id, Emissions emissions) {}
