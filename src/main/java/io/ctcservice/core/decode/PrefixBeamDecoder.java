package io.ctcservice.core.decode;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.ScoreParts;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A prefix beam search: it sums over the paths of a prefix, keeps the best prefixes of each frame, and ranks hypotheses
 * by the probability of all their paths together with the scores of a language model, hot words and a lexicon. Exact
 * where nothing is pruned. O(T·(V + beamWidth·n)) for n classes a frame that are not passed over.
 *
 * @see <a href="https://arxiv.org/abs/1408.2873">Hannun et al. 2014, algorithm 1</a>
 */
public final class PrefixBeamDecoder implements Decoder {

    /** White space of every kind, including non-breaking spaces. */
    private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Z}]+", Pattern.UNICODE_CHARACTER_CLASS);

    /**
     * The margin in nats beyond the pruning limit in which classes are considered where a prefix has no other
     * extension.
     */
    private static final double WIDER_MARGIN = 2;

    private final ExactScore exact;
    private final int blank;
    private final BeamSettings settings;
    private final Optional<Guidance> guidance;
    private final Optional<WordGrouping> grouping;

    /**
     * @param forward sums all paths of the hypotheses that are returned, for {@link Hypothesis#logProb()}
     * @param blank class index of the blank
     * @param settings how far to look
     * @param guidance what to go by besides the emissions
     */
    public PrefixBeamDecoder(Forward forward, int blank, BeamSettings settings, Optional<Guidance> guidance) {
        this(forward, blank, settings, guidance, Optional.empty(), Long.MAX_VALUE);
    }

    /**
     * @param forward sums all paths of the hypotheses that are returned, for {@link Hypothesis#logProb()}
     * @param blank class index of the blank
     * @param settings how far to look
     * @param guidance what to go by besides the emissions
     * @param grouping what makes the text of labels; of readings that differ only in their spaces the best is returned
     * @param mostCells cells T·(2U + 1) beyond which {@link Hypothesis#logProb()} is NaN: decoding itself is linear in T
     */
    public PrefixBeamDecoder(
            Forward forward,
            int blank,
            BeamSettings settings,
            Optional<Guidance> guidance,
            Optional<WordGrouping> grouping,
            long mostCells) {
        this.exact = new ExactScore(forward, blank, mostCells);
        this.blank = blank;
        this.settings = settings;
        this.guidance = guidance;
        this.grouping = grouping;
    }

    @Override
    public String name() {
        return "beam";
    }

    /**
     * Returns at least one hypothesis and at most {@code nBest}, all different, also as text without its spaces. With a
     * lexicon, what its words need is looked at however improbable it is, as far as the beam reaches, and some prefixes
     * with which a reading may end are kept however far behind; where every reading has probability 0, the empty one is
     * returned. Where a phrase with a negative bonus may stand, no class that fits into the beam is pruned: the
     * alternative may be improbable.
     */
    @Override
    public List<Hypothesis> decode(Emissions emissions) {
        if (blank < 0 || blank >= emissions.vocabSize()) {
            throw new CtcInputException("blank", blank, "a class index in [0, " + emissions.vocabSize() + ")");
        }
        List<Hypothesis> found = search(emissions);
        return found.isEmpty() ? List.of(empty(emissions)) : found;
    }

    private Hypothesis empty(Emissions emissions) {
        double logProb = exact.logProb(emissions, Labels.of());
        return new Hypothesis(Labels.of(), ScoreParts.ofAcoustic(logProb), logProb, 0);
    }

    private List<Hypothesis> search(Emissions emissions) {
        boolean confined = guidance.flatMap(Guidance::lexicon).isPresent();
        var search = new PrefixSearch(settings, guidance, confined);
        double beyondBeam = settings.beamMinLogProb() - WIDER_MARGIN;
        var tokens = new FrameTokens(
                emissions,
                blank,
                confined ? Math.min(settings.tokenMinLogProb(), beyondBeam) : settings.tokenMinLogProb(),
                confined ? emissions.vocabSize() : settings.beamWidth(),
                settings.beamMinLogProb(),
                delimiters(emissions));
        for (int t = 0; t < emissions.frames() && search.size() > 0; t++) {
            Cancellation.check();
            tokens.read(t);
            search.advance(tokens);
        }
        return best(search, emissions);
    }

    /**
     * Returns the word delimiters, which are never pruned: with word prices, the scores decide between one word
     * and two even if the network hardly saw the space.
     */
    private int[] delimiters(Emissions emissions) {
        if (guidance.flatMap(Guidance::languageModel).isEmpty()) {
            return new int[0];
        }
        WordGrouping grouping = guidance.orElseThrow().grouping();
        return IntStream.range(0, emissions.vocabSize())
                .filter(v -> v != blank && grouping.separates(v))
                .toArray();
    }

    private record Reading(Labels labels, ScoreParts parts, double score) {}

    private List<Hypothesis> best(PrefixSearch search, Emissions emissions) {
        var readings = new ArrayList<Reading>();
        double logSum = LogMath.LOG_ZERO;
        for (int slot = 0; slot < search.size(); slot++) {
            ScoreParts parts = search.parts(slot);
            if (search.mayEnd(slot) && parts.total() != LogMath.LOG_ZERO) {
                readings.add(new Reading(search.labels(slot), parts, parts.total()));
                logSum = LogMath.logAdd(logSum, parts.total());
            }
        }
        return hypotheses(distinct(readings), logSum, emissions);
    }

    /** Returns the best hypotheses, each without those that differ from it only in their spaces. */
    private List<Reading> distinct(List<Reading> readings) {
        var texts = new HashSet<Object>();
        return readings.stream()
                .sorted(Comparator.comparingDouble(Reading::score).reversed())
                .filter(reading -> texts.add(withoutSpaces(reading.labels())))
                .limit(settings.nBest())
                .toList();
    }

    private Object withoutSpaces(Labels labels) {
        return grouping.<Object>map(by -> WHITE_SPACE.matcher(by.text(labels)).replaceAll(""))
                .orElse(labels);
    }

    private List<Hypothesis> hypotheses(List<Reading> readings, double logSum, Emissions emissions) {
        // the paths that the search has summed are a part of all
        double least = readings.stream()
                .mapToDouble(reading -> reading.parts().acoustic())
                .min()
                .orElse(LogMath.LOG_ZERO);
        var labels = readings.stream().map(Reading::labels).toList();
        double[] logProbs = exact.logProbs(emissions, labels, least);
        var hypotheses = new ArrayList<Hypothesis>();
        for (int i = 0; i < logProbs.length; i++) {
            Reading reading = readings.get(i);
            double logConfidence = guidance.isPresent() ? reading.score() - logSum : logProbs[i];
            double confidence = Math.min(1, Math.exp(logConfidence));
            hypotheses.add(new Hypothesis(reading.labels(), reading.parts(), logProbs[i], confidence));
        }
        return List.copyOf(hypotheses);
    }
}
