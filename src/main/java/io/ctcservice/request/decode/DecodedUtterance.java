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
 * @param utterance as in the request
 * @param hypotheses at least one, the best first
 */
public record DecodedUtterance(NamedEmissions utterance, List<Located> hypotheses) {

    /**
     * One hypothesis, with its spans if they were asked for.
     *
     * @param hypothesis labels and score
     * @param spans of its tokens and words; null if they are not asked for, or if their lattice would be too large
     */
    public record Located(Hypothesis hypothesis, @Nullable Spans spans) {

        /** Returns the same with its spans moved by the frames before it. */
        public Located after(int frames) {
            return spans == null ? this : new Located(hypothesis, spans.after(frames));
        }

        /**
         * Returns a hypothesis about emissions, with its spans if they are asked for and their lattice is not too large.
         *
         * @param spans their finder; null if they are not asked for
         * @param mostCells the most cells T·(2U + 1) that the lattice may have
         */
        public static Located of(
                Hypothesis hypothesis, Emissions emissions, @Nullable SpanFinder spans, long mostCells) {
            var labels = hypothesis.labels();
            return spans == null || spans.cells(emissions, labels) > mostCells
                    ? new Located(hypothesis, null)
                    : new Located(hypothesis, spans.find(emissions, labels));
        }
    }
}
