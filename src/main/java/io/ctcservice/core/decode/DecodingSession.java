package io.ctcservice.core.decode;

import io.ctcservice.core.Emissions;

/**
 * A decoding of emissions that come row by row, as while somebody speaks: {@link Decoder#open} begins one. Its state is that of the
 * search and no more than that however long the stream is, but for the labels that were read and, up to a limit, the rows of
 * the segment under way. Not thread-safe.
 *
 * <p>However the rows are cut into calls, the readings of a segment are bit for bit what {@link Decoder#decode} finds in all of
 * its rows at once: both are the same search. A new segment begins as a new recording does: nothing of the one before,
 * neither labels nor words, goes into its readings.
 */
public sealed interface DecodingSession permits SegmentedSession {

    /**
     * Reads rows up to the end of the segment under way by the rules, or all. At the end of a segment {@link #isAtEndpoint} says so,
     * and {@link #end} has its readings; without that call the segment goes on with the next row.
     *
     * @param rows {@code [n][V]}, of the same {@link Emissions#kind} in every call
     * @param from the first row to read, in [0, n)
     * @return the index after the last row that was read, above {@code from}
     * @throws io.ctcservice.core.CtcInputException if the rows have another number of classes than the session
     */
    int accept(Emissions rows, int from);

    /** Returns whether the last row that was read ends the segment by the rules. */
    boolean isAtEndpoint();

    /** Returns the best reading of the segment under way. O(U) for its U labels. */
    PartialReading partial();

    /** Returns the number of frames of the segment under way. */
    int segmentFrames();

    /** Returns the number of silent frames in a row at the end of the segment under way, see {@link EndpointRules}. */
    int silentFrames();

    /** Returns whether the best reading of the segment under way has a label that does not only part words. */
    boolean hasSpeech();

    /** Returns the number of frames of all segments. */
    long frames();

    /**
     * Gives up the rows of the segment under way, to free their memory: nothing of its readings changes but that their exact
     * probability is not known, and there are no emissions at its end.
     */
    void forgetRows();

    /** Ends the segment under way and begins a new one. */
    Segment end();
}
