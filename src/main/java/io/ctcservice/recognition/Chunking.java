package io.ctcservice.recognition;

import io.ctcservice.audio.CausalFrontEnd;
import io.ctcservice.core.Counted;

/** A finder of the chunks that a streaming network takes: of any number of rows, or of one as stated or as the shape of its input says. */
final class Chunking {

    static final String ROWS = "streaming.chunk-rows";
    static final String STEP = "streaming.chunk-step";
    static final String BEFORE = "streaming.rows-before";
    private static final String DELAY = "streaming.delay-frames";
    private static final int MOST_ROWS = 1 << 20;
    private static final int MOST_DELAY = 1000;

    private final NetworkFacts facts;
    private final CausalFrontEnd frontEnd;
    private final int rows;

    /**
     * @param size of the time axis of the input, {@link Port#ANY} where it may be any
     * @throws NetworkFaultException if the stated size of a chunk is another
     */
    Chunking(NetworkFacts facts, CausalFrontEnd frontEnd, int size) throws NetworkFaultException {
        this.facts = facts;
        this.frontEnd = frontEnd;
        if (size != Port.ANY) {
            facts.offer(ROWS, Integer.toString(size), "the shape of the input");
        }
        this.rows = facts.text(ROWS).isEmpty() ? Port.ANY : facts.integer(ROWS, 1, MOST_ROWS, 1);
        if (size != Port.ANY && rows != size) {
            throw facts.wrong(ROWS, size + ", the size of the input");
        }
    }

    /** Returns whether all chunks are of one size. */
    boolean isFixed() {
        return rows != Port.ANY;
    }

    /** Returns a chunk of noise for the first run. */
    Tensor noise() {
        int samples = (rows - 1) * frontEnd.rows().hop() + frontEnd.window();
        return Tensor.of(frontEnd.rows().rows(Noise.sound(samples), samples));
    }

    /**
     * Returns the chunks.
     *
     * @param rowsPerFrame rows from one frame to the next
     */
    Chunks ofAnySize(int rowsPerFrame) throws NetworkFaultException {
        return Chunks.ofFrames(rowsPerFrame, delay());
    }

    /**
     * Returns the chunks of one size.
     *
     * @param frames that a chunk gave in the first run
     */
    Chunks ofOneSize(int frames) throws NetworkFaultException {
        int step = facts.integer(STEP, 1, rows, rows);
        if (frames == 0 || step % frames != 0) {
            throw facts.wrong(
                    STEP,
                    "the rows from one chunk to the next, a multiple of the " + Counted.of(frames, "frame")
                            + " that the first run gave for " + Counted.of(rows, "row"));
        }
        int subsampling = facts.integer(NetworkFacts.SUBSAMPLING, 1, MOST_ROWS, step / frames);
        if (subsampling != step / frames) {
            throw facts.wrong(
                    STEP,
                    subsampling * frames + ", since " + Counted.of(frames, "frame") + " of "
                            + Counted.of(subsampling, "row") + " came out of the first run ("
                            + facts.source(NetworkFacts.SUBSAMPLING) + ")");
        }
        int before = facts.integer(BEFORE, 0, MOST_ROWS, 0);
        return new Chunks(rows, step, step / frames, false, before, delay());
    }

    /**
     * Runs the network on two chunks, the second with the states after the first.
     *
     * @throws NetworkFaultException if it fails, or gives other states or numbers of frames than expected
     */
    void requireRuns(StatefulModel model, int classes) throws NetworkFaultException {
        int samples = Math.toIntExact(model.chunks().rowsFor(2L * model.chunks().frames())
                * frontEnd.rows().hop());
        try {
            var session = new StatefulSession(frontEnd, model, classes);
            session.accept(Noise.sound(samples), samples);
            session.end();
        } catch (RecognitionException failed) {
            throw new NetworkFaultException(
                    isFixed() ? STEP : ROWS,
                    "chunk by chunk, " + failed.getMessage()
                            + (isFixed() ? "" : "; expected the rows of a chunk, if it takes chunks of one size only"));
        }
    }

    private int delay() throws NetworkFaultException {
        return facts.integer(DELAY, 0, MOST_DELAY, 0);
    }
}
