package io.ctcservice.request;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.loss.ExtendedTarget;

/**
 * An utterance and its target.
 *
 * @param id what to call it in the answer
 * @param emissions what the network said
 * @param target what was really said; every class it names is a column of the emissions
 */
public record TargetEmissions(String id, Emissions emissions, ExtendedTarget target) {}
