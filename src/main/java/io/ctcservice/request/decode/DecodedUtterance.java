package io.ctcservice.request.decode;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.decode.Hypothesis;
import io.ctcservice.core.decode.SpanFinder;
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
public record DecodedUtterance(NamedEmissions utterance, List<Reading> readings) {

    /**
     * One hypothesis, with its spans if they were asked for.
     *
     * @param hypothesis labels and score
     * @param spans where they were read; null if nobody asked, or if that would take too large a lattice
     */
    public record Reading(Hypothesis hypothesis, @Nullable Spans spans) {

        /** Returns the same reading where so many frames come before: its spans are later. */
        public Reading after(int frames) {
            return spans == null ? this : new Reading(hypothesis, spans.after(frames));
        }

        /**
         * Returns a hypothesis about emissions, with its spans if they are asked for and their lattice is not too large.
         *
         * @param spans finds them; null if nobody asked
         * @param mostCells the most cells T·(2U + 1) that the lattice may have
         */
        public static Reading of(
                Hypothesis hypothesis, Emissions emissions, @Nullable SpanFinder spans, long mostCells) {
            var labels = hypothesis.labels();
            return spans == null || spans.cells(emissions, labels) > mostCells
                    ? new Reading(hypothesis, null)
                    : new Reading(hypothesis, spans.find(emissions, labels));
        }
    }
}
