package io.ctcservice.request;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.align.Transcript;

/**
 * An utterance and its transcript.
 *
 * @param id its name in the response
 * @param emissions the scores of the network
 * @param transcript the text or labels to align; each label is a column of the emissions
 */
public record TranscribedEmissions(String id, Emissions emissions, Transcript transcript) {}
