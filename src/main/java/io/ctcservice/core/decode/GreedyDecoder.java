package io.ctcservice.core.decode;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Collapse;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.decode.guide.ScoreParts;
import io.ctcservice.core.loss.Forward;
import java.util.List;

/**
 * Best-path decoding: the most probable class of each frame, ties going to the lower class index, then collapsed. Its
 * one hypothesis is that of the best path, which need not be the most probable reading.
 *
 * @see <a href="https://www.cs.toronto.edu/~graves/icml_2006.pdf">Graves et al. 2006, section 3.2</a>
 */
public final class GreedyDecoder implements Decoder {

    private final ExactScore exact;
    private final int blank;

    /**
     * @param forward sums the paths of the labels that were read, for {@link Hypothesis#logProb()}
     * @param blank class index of the blank
     */
    public GreedyDecoder(Forward forward, int blank) {
        this(forward, blank, Long.MAX_VALUE);
    }

    /** @param mostCells cells T·(2U + 1) beyond which {@link Hypothesis#logProb()} is NaN: decoding itself is linear in T */
    public GreedyDecoder(Forward forward, int blank, long mostCells) {
        this.exact = new ExactScore(forward, blank, mostCells);
        this.blank = blank;
    }

    @Override
    public String name() {
        return "greedy";
    }

    /** Returns exactly one hypothesis. O(T·V), and one forward pass. */
    @Override
    public List<Hypothesis> decode(Emissions emissions) {
        int[] path = emissions.bestPath();
        Labels labels = Collapse.labels(path, blank);
        double acoustic = logProb(emissions, path);
        double logProb = exact.logProb(emissions, labels);
        return List.of(
                new Hypothesis(labels, ScoreParts.ofAcoustic(acoustic), logProb, Math.min(1, Math.exp(logProb))));
    }

    /** Returns the sum of ln p_t over the frames of a path. */
    private static double logProb(Emissions emissions, int[] path) {
        double sum = 0;
        for (int t = 0; t < path.length; t++) {
            Cancellation.checkAt(t);
            sum += emissions.logProb(t, path[t]);
        }
        return sum;
    }
}
