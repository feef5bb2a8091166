package io.ctcservice.api.decode;

import io.ctcservice.core.decode.Hypothesis;
import io.ctcservice.core.decode.Spans;
import io.ctcservice.request.NamedEmissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An utterance with its hypotheses.
 *
 * @param utterance as it was given
 * @param readings the best first, at least one
 */
record DecodedUtterance(NamedEmissions utterance, List<Reading> readings) {

    /**
     * One hypothesis, with its spans if they were asked for.
     *
     * @param hypothesis labels and score
     * @param spans where they were read; null if nobody asked, or if that would take too large a lattice
     */
    record Reading(Hypothesis hypothesis, @Nullable Spans spans) {}
}
