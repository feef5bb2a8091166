package io.ctcservice.core.decode;

import io.ctcservice.core.Emissions;

/** A session that counts the frames of its segment and keeps their rows. */
abstract sealed class SegmentedSession implements DecodingSession permits BeamSession, GreedySession {

    final int vocabSize;
    final SegmentClock clock = new SegmentClock();
    final SegmentRows rows;

    /** @param mostScores the largest T·V of a segment whose rows are kept */
    SegmentedSession(int vocabSize, long mostScores) {
        this.vocabSize = vocabSize;
        this.rows = new SegmentRows(mostScores);
    }

    @Override
    public final int accept(Emissions emissions, int from) {
        emissions.requireVocabSize(vocabSize);
        int t = from;
        do {
            clock.tick(isSilentAfter(emissions, t));
            t++;
        } while (t < emissions.frames() && !isAtEndpoint());
        rows.add(emissions, from, t);
        return t;
    }

    /** Decodes one frame, and returns whether the best hypothesis is silent in it. */
    abstract boolean isSilentAfter(Emissions emissions, int t);

    @Override
    public final int segmentFrames() {
        return clock.frames();
    }

    @Override
    public final int silentFrames() {
        return clock.silent();
    }

    @Override
    public final long frames() {
        return clock.start() + clock.frames();
    }

    @Override
    public final void forgetRows() {
        rows.forget();
    }
}
