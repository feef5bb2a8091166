package io.ctcservice.core.decode;

import io.ctcservice.core.Emissions;
import java.util.List;

/** A decoder of emissions into labels. Implementations are immutable and may be used by many threads at once. */
public sealed interface Decoder permits GreedyDecoder, PrefixBeamDecoder {

    /** Returns the short name of the search, used as a tag of metrics: {@code greedy}, {@code beam}. */
    String name();

    /**
     * Returns the hypotheses, the highest score first. Where each token and word is, {@link SpanFinder} tells.
     *
     * @param emissions {@code [T][V]}
     * @return at least one hypothesis
     * @throws io.ctcservice.core.CtcInputException if the emissions lack a class that the decoder was made for
     */
    List<Hypothesis> decode(Emissions emissions);

    /**
     * Begins the same decoding of emissions that are still being made.
     *
     * @param vocabSize V, the number of classes
     * @param rules when a segment ends by itself
     * @param mostScores the largest T·V of a segment whose rows are kept, at 4 bytes each, for the exact probability of its
     *     readings and for where their tokens are
     * @throws io.ctcservice.core.CtcInputException if the decoder was made for a class that is not among them
     */
    DecodingSession open(int vocabSize, EndpointRules rules, long mostScores);
}
