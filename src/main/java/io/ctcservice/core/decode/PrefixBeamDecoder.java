package io.ctcservice.core.decode;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.loss.Forward;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Prefix beam search: sums over the paths of a prefix, keeps the best prefixes of each frame, and ranks readings by the
 * probability of all their paths together with what a language model, hot words and a lexicon say. Exact where nothing
 * is pruned. O(T·(V + beamWidth·n)) for n classes a frame that are not passed over.
 *
 * @see <a href="https://arxiv.org/abs/1408.2873">Hannun et al. 2014, algorithm 1</a>
 */
public final class PrefixBeamDecoder implements Decoder {

    private final ExactScore exact;
    private final int blank;
    private final BeamSettings settings;
    private final Optional<Guidance> guidance;

    /**
     * @param forward sums all paths of the hypotheses that are returned, for {@link Hypothesis#logProb()}
     * @param blank class index of the blank
     * @param settings how far to look
     * @param guidance what to go by besides the emissions
     */
    public PrefixBeamDecoder(Forward forward, int blank, BeamSettings settings, Optional<Guidance> guidance) {
        this(forward, blank, settings, guidance, Long.MAX_VALUE);
    }

    /** @param mostCells cells T·(2U + 1) beyond which {@link Hypothesis#logProb()} is NaN: decoding itself is linear in T */
    public PrefixBeamDecoder(
            Forward forward, int blank, BeamSettings settings, Optional<Guidance> guidance, long mostCells) {
        this.exact = new ExactScore(forward, blank, mostCells);
        this.blank = blank;
        this.settings = settings;
        this.guidance = guidance;
    }

    @Override
    public String name() {
        return "beam";
    }

    /**
     * Returns at most {@code nBest} hypotheses, all different. A lexicon of which nothing is left within the limits of
     * log-probability is looked for without them; if there is none even so, it and the emissions exclude each other
     * within the beam.
     */
    @Override
    public List<Hypothesis> decode(Emissions emissions) {
        if (blank < 0 || blank >= emissions.vocabSize()) {
            throw new CtcInputException("blank", blank, "a class index in [0, " + emissions.vocabSize() + ")");
        }
        List<Hypothesis> found = search(emissions, settings);
        boolean confined = guidance.flatMap(Guidance::lexicon).isPresent();
        return found.isEmpty() && confined ? search(emissions, settings.withoutLimits()) : found;
    }

    private List<Hypothesis> search(Emissions emissions, BeamSettings settings) {
        var search = new PrefixSearch(settings, guidance);
        var tokens = new FrameTokens(emissions, blank, settings.tokenMinLogProb());
        for (int t = 0; t < emissions.frames() && search.size() > 0; t++) {
            Cancellation.check();
            tokens.read(t);
            search.advance(tokens);
        }
        return best(search, emissions);
    }

    private record Reading(int slot, ScoreParts parts, double score) {}

    private List<Hypothesis> best(PrefixSearch search, Emissions emissions) {
        var readings = new ArrayList<Reading>();
        double logSum = LogMath.LOG_ZERO;
        for (int slot = 0; slot < search.size(); slot++) {
            if (search.mayEnd(slot)) {
                ScoreParts parts = search.parts(slot);
                readings.add(new Reading(slot, parts, parts.total()));
                logSum = LogMath.logAdd(logSum, parts.total());
            }
        }
        readings.sort(Comparator.comparingDouble(Reading::score).reversed());
        var hypotheses = new ArrayList<Hypothesis>();
        for (Reading reading : readings.subList(0, Math.min(settings.nBest(), readings.size()))) {
            Labels labels = search.labels(reading.slot());
            double logProb = exact.logProb(emissions, labels);
            double logConfidence = guidance.isPresent() ? reading.score() - logSum : logProb;
            double confidence = Math.min(1, Math.exp(logConfidence));
            hypotheses.add(new Hypothesis(labels, reading.parts(), logProb, confidence));
        }
        return List.copyOf(hypotheses);
    }
}
