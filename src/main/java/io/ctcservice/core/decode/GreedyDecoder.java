package io.ctcservice.core.decode;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.core.text.WordGrouping;
import java.util.List;
import java.util.Optional;

/**
 * Best-path decoding: the most probable class of each frame, ties going to the lower class index, then collapsed. Its
 * one hypothesis is that of the best path, which need not be the most probable one.
 *
 * @see <a href="https://www.cs.toronto.edu/~graves/icml_2006.pdf">Graves et al. 2006, section 3.2</a>
 */
public final class GreedyDecoder implements Decoder {

    private final ExactScore exact;
    private final Optional<WordGrouping> grouping;

    /**
     * @param forward sums the paths of the decoded labels, for {@link Hypothesis#logProb()}
     * @param blank class index of the blank
     */
    public GreedyDecoder(Forward forward, int blank) {
        this(forward, blank, Long.MAX_VALUE);
    }

    /** @param mostCells cells T·(2U + 1) beyond which {@link Hypothesis#logProb()} is NaN: decoding itself is linear in T */
    public GreedyDecoder(Forward forward, int blank, long mostCells) {
        this(forward, blank, Optional.empty(), mostCells);
    }

    /**
     * @param grouping identifies the word delimiters, for {@link EndpointRules}
     * @param mostCells cells T·(2U + 1) beyond which {@link Hypothesis#logProb()} is NaN: decoding itself is linear in T
     */
    public GreedyDecoder(Forward forward, int blank, Optional<WordGrouping> grouping, long mostCells) {
        this.exact = new ExactScore(forward, blank, mostCells);
        this.grouping = grouping;
    }

    @Override
    public String name() {
        return "greedy";
    }

    /** Returns exactly one hypothesis. O(T·V), and one forward pass. */
    @Override
    public List<Hypothesis> decode(Emissions emissions) {
        var session = session(emissions.vocabSize(), EndpointRules.NONE, 0);
        session.accept(emissions, 0);
        return List.of(session.hypothesis(Optional.of(emissions)));
    }

    @Override
    public DecodingSession open(int vocabSize, EndpointRules rules, long mostScores) {
        return session(vocabSize, rules, mostScores);
    }

    private GreedySession session(int vocabSize, EndpointRules rules, long mostScores) {
        return new GreedySession(exact, grouping, vocabSize, rules, mostScores);
    }
}
