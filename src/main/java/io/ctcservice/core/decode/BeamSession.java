package io.ctcservice.core.decode;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.ScoreParts;
import io.ctcservice.core.text.WordGrouping;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A prefix beam search whose emissions come row by row. Labels are stable once all prefixes of the beam share them. Where the best prefix
 * has more than {@link BeamSettings#maxPendingLabels} labels that are not stable, the oldest of these are settled, and prefixes
 * that disagree are dropped: so the tree of prefixes is bounded on an endless stream.
 *
 * @see <a href="https://arxiv.org/abs/1408.2873">Hannun et al. 2014, algorithm 1</a>
 */
public final class BeamSession extends SegmentedSession {

    /**
     * The margin in nats beyond the pruning limit in which classes are considered where a prefix has no other
     * extension.
     */
    private static final double WIDER_MARGIN = 2;

    private final BeamSettings settings;
    private final Optional<Guidance> guidance;
    private final boolean confined;
    private final Ranking ranking;
    private final EndpointRules rules;
    private final boolean ruled;
    private final FrameTokens tokens;
    private PrefixSearch search;

    /**
     * @param mostScores the largest T·V of a segment whose rows are kept
     * @throws io.ctcservice.core.CtcInputException if the blank is not one of the classes, or a grouping is of another
     *     number of classes
     */
    BeamSession(
            int blank,
            BeamSettings settings,
            Optional<Guidance> guidance,
            Ranking ranking,
            int vocabSize,
            EndpointRules rules,
            long mostScores) {
        super(blank, guidance.map(Guidance::grouping).or(ranking::grouping), vocabSize, mostScores);
        ranking.grouping().ifPresent(words -> requireSize(words, vocabSize));
        this.settings = settings;
        this.guidance = guidance;
        this.confined = guidance.flatMap(Guidance::lexicon).isPresent();
        this.ranking = ranking;
        this.rules = rules;
        this.ruled = !rules.equals(EndpointRules.NONE);
        this.tokens = tokens(blank);
        this.search = new PrefixSearch(settings, guidance, confined);
    }

    private FrameTokens tokens(int blank) {
        double beyondBeam = settings.beamMinLogProb() - WIDER_MARGIN;
        return new FrameTokens(
                vocabSize,
                blank,
                confined ? Math.min(settings.tokenMinLogProb(), beyondBeam) : settings.tokenMinLogProb(),
                confined ? vocabSize : settings.beamWidth(),
                outweighed(),
                settings.beamMinLogProb(),
                delimiters(blank));
    }

    private Outweighed outweighed() {
        return guidance.flatMap(Guidance::hotwords)
                .filter(hotwords -> !confined)
                .map(hotwords -> new Outweighed(hotwords.largestBonuses(), settings.tokenMinLogProb()))
                .orElse(Outweighed.NONE);
    }

    /**
     * Returns the word delimiters, which are never pruned: with a language model, the scores decide between one word
     * and two even if the network hardly saw the space.
     */
    private int[] delimiters(int blank) {
        if (guidance.flatMap(Guidance::languageModel).isEmpty()) {
            return new int[0];
        }
        WordGrouping grouping = guidance.orElseThrow().grouping();
        return IntStream.range(0, vocabSize)
                .filter(v -> v != blank && grouping.separates(v))
                .toArray();
    }

    @Override
    boolean isSilentAfter(Emissions emissions, int t) {
        read(emissions, t);
        return search.endsIn(silent);
    }

    /** Searches the first frames of an utterance and notes each step; the session is of no use after it. */
    List<SearchTrace.Step> trace(Emissions emissions, int frames) {
        emissions.requireVocabSize(vocabSize);
        var trace = new SearchTrace();
        for (int t = 0; t < frames; t++) {
            read(emissions, t);
            trace.note(search, emissions, t);
        }
        return trace.steps();
    }

    private void read(Emissions emissions, int t) {
        Cancellation.check();
        if (search.size() > 0) {
            tokens.read(emissions, t);
            search.advance(tokens);
        }
    }

    @Override
    void releaseEmissions() {
        tokens.releaseEmissions();
    }

    @Override
    public boolean isAtEndpoint() {
        return ruled && rules.endAfter(clock.frames(), clock.silent(), hasSpeech());
    }

    @Override
    public PartialHypothesis partial() {
        return new PartialHypothesis(search.bestLabels(), search.stable());
    }

    @Override
    public long bytes() {
        return search.bytes() + tokens.bytes();
    }

    @Override
    public boolean hasSpeech() {
        return search.bestHas(v -> !silent.test(v));
    }

    @Override
    public Segment end() {
        var emissions = rows.takeAll();
        var read = new Segment(clock.start(), clock.frames(), hypotheses(emissions), emissions);
        clock.restart();
        search = new PrefixSearch(settings, guidance, confined);
        return read;
    }

    private List<Hypothesis> hypotheses(Optional<Emissions> emissions) {
        return clock.frames() == 0
                ? List.of(new Hypothesis(Labels.of(), ScoreParts.ofAcoustic(0), 0, 1))
                : ranking.of(search, emissions);
    }

    /** Returns the hypotheses of these rows; the session cannot be used after it. */
    List<Hypothesis> decode(Emissions emissions) {
        for (int t = 0; t < emissions.frames(); t++) {
            read(emissions, t);
        }
        return ranking.of(search, Optional.of(emissions));
    }

    /** Returns the largest size of the prefix tree in the current segment, in nodes. */
    int mostNodes() {
        return search.mostNodes();
    }
}
