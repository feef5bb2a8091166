package io.ctcservice.request;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.align.Transcript;

/**
 * An utterance and its transcript.
 *
 * @param id what to call it in the answer
 * @param emissions what the network said
 * @param transcript what was really said; every class it names is a column of the emissions
 */
public record TranscribedEmissions(String id, Emissions emissions, Transcript transcript) {}
