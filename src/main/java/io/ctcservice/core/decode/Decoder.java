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
     * @return at least one hypothesis, unless the search was confined to words that the emissions rule out
     * @throws io.ctcservice.core.CtcInputException if the emissions lack a class that the decoder was made for
     */
    List<Hypothesis> decode(Emissions emissions);
}
