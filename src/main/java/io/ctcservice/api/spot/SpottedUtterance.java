package io.ctcservice.api.spot;

import io.ctcservice.core.spot.Detection;
import io.ctcservice.request.NamedEmissions;
import java.util.List;

/**
 * An utterance with the phrases found in it.
 *
 * @param utterance as it was given
 * @param findings the best first
 * @param found how many there are in all, of which the findings are the best
 */
record SpottedUtterance(NamedEmissions utterance, List<Finding> findings, int found) {

    /** A phrase and the place where it was found. */
    record Finding(Phrase phrase, Detection detection) {}
}
