package io.ctcservice.core.decode;

import io.ctcservice.core.Emissions;
import java.util.List;

/** A decoder of emissions into labels. Implementations are immutable and may be used by many threads at once. */
public sealed interface Decoder permits GreedyDecoder, PrefixBeamDecoder {

    /** Returns the short name of the search, used as a tag of metrics: {@code greedy}, {@code beam}. */
    String name();

    /**
     * Returns the hypotheses, the highest score first. {@link SpanFinder} finds the spans of their tokens and words.
     *
     * @param emissions {@code [T][V]}
     * @return at least one hypothesis
     * @throws io.ctcservice.core.CtcInputException if the emissions lack a class that the decoder was made for
     */
    List<Hypothesis> decode(Emissions emissions);

    /**
     * Opens a session that decodes emissions row by row, with the same result.
     *
     * @param vocabSize V, the number of classes
     * @param rules by which segments end
     * @param mostScores the largest T·V of a segment whose rows are kept, at 4 bytes each, for the exact probability of its
     *     hypotheses and for their spans
     * @throws io.ctcservice.core.CtcInputException if the decoder was made for a class that is not among them
     */
    DecodingSession open(int vocabSize, EndpointRules rules, long mostScores);
}
