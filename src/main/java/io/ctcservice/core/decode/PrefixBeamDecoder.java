package io.ctcservice.core.decode;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.core.text.WordGrouping;
import java.util.List;
import java.util.Optional;

/**
 * A prefix beam search: it sums over the paths of a prefix, keeps the best prefixes of each frame, and ranks hypotheses
 * by the probability of all their paths together with the scores of a language model, hot words and a lexicon. Exact
 * where nothing is pruned. O(T·(V + beamWidth·n)) for n classes a frame that are not passed over.
 *
 * @see <a href="https://arxiv.org/abs/1408.2873">Hannun et al. 2014, algorithm 1</a>
 */
public final class PrefixBeamDecoder implements Decoder {

    private final int blank;
    private final BeamSettings settings;
    private final Optional<Guidance> guidance;
    private final Ranking ranking;

    /**
     * @param forward sums all paths of the hypotheses that are returned, for {@link Hypothesis#logProb()}
     * @param blank class index of the blank
     * @param settings width and pruning thresholds
     * @param guidance the sources of scores besides the emissions: language model, hot words, lexicon
     */
    public PrefixBeamDecoder(Forward forward, int blank, BeamSettings settings, Optional<Guidance> guidance) {
        this(forward, blank, settings, guidance, Optional.empty(), Long.MAX_VALUE);
    }

    /**
     * @param forward sums all paths of the hypotheses that are returned, for {@link Hypothesis#logProb()}
     * @param blank class index of the blank
     * @param settings width and pruning thresholds
     * @param guidance the sources of scores besides the emissions: language model, hot words, lexicon
     * @param grouping the words of labels; of hypotheses that differ only in their spaces the best is returned
     * @param mostCells cells T·(2U + 1) beyond which {@link Hypothesis#logProb()} is NaN: decoding itself is linear in T
     */
    public PrefixBeamDecoder(
            Forward forward,
            int blank,
            BeamSettings settings,
            Optional<Guidance> guidance,
            Optional<WordGrouping> grouping,
            long mostCells) {
        this.blank = blank;
        this.settings = settings;
        this.guidance = guidance;
        var exact = new ExactScore(forward, blank, mostCells);
        this.ranking = new Ranking(exact, settings.nBest(), guidance.isPresent(), grouping);
    }

    @Override
    public String name() {
        return "beam";
    }

    /**
     * Returns at least one hypothesis and at most {@code nBest}, all different, also as text without its spaces. With a
     * lexicon, the classes that its words need are considered however improbable they are, within the beam, and some prefixes
     * with which a hypothesis may end are kept however far behind; where none has a probability above 0, the words that were
     * settled until then are returned. Where a phrase with a negative bonus may stand, no class that fits into the beam is pruned: the
     * alternative may be improbable.
     */
    @Override
    public List<Hypothesis> decode(Emissions emissions) {
        return session(emissions.vocabSize(), EndpointRules.NONE, 0).decode(emissions);
    }

    /**
     * Returns the trace of the search: the kept, merged and pruned prefixes of each frame.
     *
     * @param mostFrames the largest number of frames to trace, from the first on
     * @throws io.ctcservice.core.CtcInputException if the emissions lack a class that the decoder was made for
     */
    public List<SearchTrace.Step> trace(Emissions emissions, int mostFrames) {
        return session(emissions.vocabSize(), EndpointRules.NONE, 0)
                .trace(emissions, Math.min(mostFrames, emissions.frames()));
    }

    @Override
    public DecodingSession open(int vocabSize, EndpointRules rules, long mostScores) {
        return session(vocabSize, rules, mostScores);
    }

    private BeamSession session(int vocabSize, EndpointRules rules, long mostScores) {
        return new BeamSession(blank, settings, guidance, ranking, vocabSize, rules, mostScores);
    }
}
