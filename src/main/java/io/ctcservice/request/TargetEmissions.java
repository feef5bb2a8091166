package io.ctcservice.request;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.loss.ExtendedTarget;

/**
 * An utterance and its target.
 *
 * @param id its name in the response
 * @param emissions the scores of the network
 * @param target the labels to score; each is a column of the emissions
 */
public record TargetEmissions(String id, Emissions emissions, ExtendedTarget target) {}
