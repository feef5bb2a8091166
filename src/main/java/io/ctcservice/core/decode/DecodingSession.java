package io.ctcservice.core.decode;

import io.ctcservice.core.Emissions;

/**
 * Streaming decoding: emissions come row by row. Opened by {@link Decoder#open}. It holds the state of the search, the
 * labels of the current segment and, up to a limit, its rows: nothing grows with the length of the stream. Not
 * thread-safe.
 *
 * <p>However the rows are split into calls, the hypotheses of a segment are bit for bit those that {@link Decoder#decode} finds in
 * all of its rows at once: both are the same search. A new segment starts from scratch, like a new recording: neither labels nor words
 * of the one before have an effect on it.
 */
public sealed interface DecodingSession permits SegmentedSession {

    /**
     * Reads rows: all of them, or up to the one at which the rules end the current segment. {@link #isAtEndpoint} is true then,
     * and {@link #end} returns the segment; without that call it goes on with the next row.
     *
     * @param rows {@code [n][V]}, of the same {@link Emissions#kind} in every call
     * @param from the first row to read, in [0, n)
     * @return the index after the last row that was read, above {@code from}
     * @throws io.ctcservice.core.CtcInputException if the rows have another number of classes than the session
     * @throws IllegalArgumentException if they are of another kind than those before; none is read then
     * @throws IndexOutOfBoundsException if there is no row {@code from}; none is read then
     */
    int accept(Emissions rows, int from);

    /** Returns whether the last row that was read ends the segment by the rules. */
    boolean isAtEndpoint();

    /** Returns the best hypothesis of the current segment so far. O(U) for its U labels. */
    PartialHypothesis partial();

    /** Returns the number of frames of the current segment. */
    int segmentFrames();

    /** Returns the number of silent frames at the end of the current segment, see {@link EndpointRules}. */
    int silentFrames();

    /** Returns whether the best hypothesis of the current segment has a label other than word delimiters. */
    boolean hasSpeech();

    /**
     * Returns about how many bytes of memory the session holds, without the rows: they grow with the number of labels of a segment
     * and with the doubts of the search, whose tree has its own limit.
     */
    long bytes();

    /** Returns the number of frames of all segments. */
    long frames();

    /**
     * Discards the rows of the current segment, to free their memory. Its hypotheses stay the same, but their exact probability is
     * not known, and the segment has no emissions.
     */
    void discardRows();

    /** Ends the current segment, returns it, and begins a new one. */
    Segment end();
}
