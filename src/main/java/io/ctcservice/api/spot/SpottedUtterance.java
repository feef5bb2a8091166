package io.ctcservice.api.spot;

import io.ctcservice.core.spot.Detection;
import io.ctcservice.request.NamedEmissions;
import java.util.List;

/**
 * An utterance with the phrases found in it.
 *
 * @param utterance as it was given
 * @param findings the best first
 */
record SpottedUtterance(NamedEmissions utterance, List<Finding> findings) {

    /** A phrase and the place where it was found. */
    record Finding(Phrase phrase, Detection detection) {}
}
