package io.ctcservice.request;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.align.Transcript;

/**
 * An utterance and its transcript.
 *
 * @param id its name in the response
 * @param emissions the scores of the network
 * @param seconds the duration of the recording that they were made of; infinite where that is unknown
 * @param transcript the text or labels to align; each label is a column of the emissions
 */
public record TranscribedEmissions(String id, Emissions emissions, double seconds, Transcript transcript) {}
