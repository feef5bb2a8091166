package io.ctcservice.core.decode;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.decode.guide.ScoreParts;
import io.ctcservice.core.text.WordGrouping;
import java.util.List;
import java.util.Optional;

/** Best-path decoding of emissions that come row by row: a label is stable as soon as it is decoded. */
public final class GreedySession extends SegmentedSession {

    private static final int NONE = -1;

    private final ExactScore exact;
    private final EndpointRules rules;
    private LabelList labels = new LabelList();
    private int last = NONE;
    private double acoustic;
    private boolean spoken;

    /**
     * @param grouping identifies the word delimiters
     * @param mostScores the largest T·V of a segment whose rows are kept
     * @throws io.ctcservice.core.CtcInputException if the blank is not one of the classes, or the grouping is of
     *     another number of classes
     */
    GreedySession(
            ExactScore exact, Optional<WordGrouping> grouping, int vocabSize, EndpointRules rules, long mostScores) {
        super(exact.blank(), grouping, vocabSize, mostScores);
        this.exact = exact;
        this.rules = rules;
    }

    @Override
    boolean isSilentAfter(Emissions emissions, int t) {
        Cancellation.checkAt(t);
        int best = emissions.bestClass(t);
        acoustic += emissions.logProb(t, best);
        boolean isSilent = best == exact.blank() || silent.test(best);
        if (best != last && best != exact.blank()) {
            labels.add(best);
            spoken |= !isSilent;
        }
        last = best;
        return isSilent;
    }

    @Override
    public boolean isAtEndpoint() {
        return rules.endAfter(clock.frames(), clock.silent(), spoken);
    }

    @Override
    public PartialHypothesis partial() {
        return new PartialHypothesis(labels.first(labels.size()), labels.size());
    }

    @Override
    public long bytes() {
        return labels.bytes();
    }

    @Override
    public boolean hasSpeech() {
        return spoken;
    }

    @Override
    public Segment end() {
        var emissions = rows.takeAll();
        var read = new Segment(clock.start(), clock.frames(), List.of(hypothesis(emissions)), emissions);
        clock.restart();
        labels = new LabelList();
        last = NONE;
        acoustic = 0;
        spoken = false;
        return read;
    }

    /**
     * Returns the best path of the current segment.
     *
     * @param emissions all of its rows; empty if they were not kept
     */
    Hypothesis hypothesis(Optional<Emissions> emissions) {
        Labels read = labels.first(labels.size());
        double otherwise = clock.frames() == 0 ? 0 : Double.NaN;
        double logProb =
                emissions.map(all -> exact.logProb(all, read, acoustic)).orElse(otherwise);
        return new Hypothesis(read, ScoreParts.ofAcoustic(acoustic), logProb, Math.min(1, Math.exp(logProb)));
    }
}
