/**
 * Decoding of emissions into labels: best path, and prefix beam search.
 *
 * <p>A {@link io.ctcservice.core.decode.Decoder} reads an utterance at once, or opens a
 * {@link io.ctcservice.core.decode.DecodingSession} that is fed row by row. A session reads one segment after the other: within
 * a segment it tells a {@link io.ctcservice.core.decode.PartialHypothesis}, whose first labels may be stable already; a segment
 * ends by {@link io.ctcservice.core.decode.EndpointRules} or when its caller says so, and is a
 * {@link io.ctcservice.core.decode.Segment} then, with {@link io.ctcservice.core.decode.Hypothesis hypotheses}.
 * {@link io.ctcservice.core.decode.SpanFinder} finds the spans of their tokens and words.
 *
 * <p>Both ways are the same search. {@code PrefixSearch} holds the beam: its prefixes are nodes of a {@code PrefixTree}; for each
 * frame {@code FrameTokens} lists the classes that are worth a look, {@code Candidates} keeps the best extensions. In the end
 * {@code Ranking} makes hypotheses of the prefixes.
 */
@NullMarked
package io.ctcservice.core.decode;

import org.jspecify.annotations.NullMarked;
