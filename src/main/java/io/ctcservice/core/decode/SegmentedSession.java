package io.ctcservice.core.decode;

import io.ctcservice.core.Counted;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.text.WordGrouping;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;

/** A session that counts the frames of its segment and keeps their rows. */
abstract sealed class SegmentedSession implements DecodingSession permits BeamSession, GreedySession {

    final int vocabSize;
    final SegmentClock clock = new SegmentClock();
    final SegmentRows rows;

    /** The classes that are word delimiters. */
    final IntPredicate silent;

    /**
     * @param grouping identifies the word delimiters
     * @param mostScores the largest T·V of a segment whose rows are kept
     * @throws CtcInputException if the blank is not one of the classes, or the grouping is of another number of classes
     */
    SegmentedSession(int blank, Optional<WordGrouping> grouping, int vocabSize, long mostScores) {
        Labels.requireBlank(blank, vocabSize);
        grouping.ifPresent(words -> requireSize(words, vocabSize));
        this.vocabSize = vocabSize;
        this.rows = new SegmentRows(mostScores);
        this.silent = grouping.<IntPredicate>map(words -> words::separates).orElse(v -> false);
    }

    static void requireSize(WordGrouping grouping, int vocabSize) {
        if (grouping.size() != vocabSize) {
            throw new CtcInputException(
                    "emissions",
                    "rows of " + Counted.of(vocabSize, "score"),
                    grouping.size() + ", the size of the vocabulary");
        }
    }

    @Override
    public final int accept(Emissions emissions, int from) {
        emissions.requireVocabSize(vocabSize);
        rows.requireKind(emissions);
        int t = Objects.checkIndex(from, emissions.frames());
        do {
            clock.tick(isSilentAfter(emissions, t));
            t++;
        } while (t < emissions.frames() && !isAtEndpoint());
        rows.add(emissions, from, t);
        releaseEmissions();
        return t;
    }

    /** Drops what refers to the rows that were read. */
    void releaseEmissions() {}

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
    public final void discardRows() {
        rows.discard();
    }
}
