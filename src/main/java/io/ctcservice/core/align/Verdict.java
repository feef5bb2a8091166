package io.ctcservice.core.align;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Collapse;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.span.TokenSpan;
import java.util.List;
import java.util.Optional;

/**
 * An assessment of an alignment. Scores are means of ln p over the frames of a token, in nats.
 *
 * @param match whether the emissions match the target at all
 * @param meanTokenScore mean of the tokens' scores; 0 without tokens
 * @param worstToken index of the token with the least score, the first of equals; −1 without tokens
 * @param suspicious tokens that look wrong, in order
 * @param logRatio ln of the best path of the target over the best path of all, at most 0: 0 where the target is the
 *     greedy hypothesis
 * @param distribution how the probability of the target is spread over its paths; empty where that takes too long or
 *     its best path is too improbable, see {@link PathDistribution#of}
 */
public record Verdict(
        Match match,
        double meanTokenScore,
        int worstToken,
        List<Suspicion> suspicious,
        double logRatio,
        Optional<PathDistribution> distribution) {

    /**
     * The largest loss of a good match against the best path, in nats for each label of the target or of that path,
     * whichever has more; beyond the second bound there is no match. On real lines right targets lose 3.2 at most, and
     * 0.98 in 49 of 50 lines; those of other lines 4.01 at least, and 7 in 49 of 50.
     */
    private static final double GOOD_LOSS = 1;

    private static final double MOST_LOSS = 4;

    public Verdict {
        suspicious = List.copyOf(suspicious);
    }

    /**
     * Returns the assessment of this alignment of this target, ignoring gaps that could absorb but did not. O(T·(U +
     * V)) at most.
     */
    public static Verdict of(Alignment alignment, AlignmentTarget target, Emissions emissions) {
        var plain = withoutDistribution(alignment, target, emissions);
        return new Verdict(
                plain.match(),
                plain.meanTokenScore(),
                plain.worstToken(),
                plain.suspicious(),
                plain.logRatio(),
                PathDistribution.of(emissions, alignment.settled(target), alignment));
    }

    /**
     * Returns the assessment of this alignment of this transcript's target, as {@link #of(Alignment, AlignmentTarget,
     * Emissions)} does; but there is no match where the vocabulary spells nothing of the text: stars fit everything.
     */
    public static Verdict of(Alignment alignment, Transcript transcript, Emissions emissions) {
        return of(alignment, transcript.target(), emissions).about(transcript);
    }

    /** Returns the assessment of a transcript without the distribution. O(T·V). */
    public static Verdict withoutDistribution(Alignment alignment, Transcript transcript, Emissions emissions) {
        return withoutDistribution(alignment, transcript.target(), emissions).about(transcript);
    }

    private Verdict about(Transcript transcript) {
        return transcript.isUnspelled()
                ? new Verdict(Match.NONE, meanTokenScore, worstToken, suspicious, logRatio, distribution)
                : this;
    }

    /** Returns the assessment without the distribution, which needs a pass over the lattice of its own. O(T·V). */
    public static Verdict withoutDistribution(Alignment alignment, AlignmentTarget target, Emissions emissions) {
        var bestPath = new int[emissions.frames()];
        var lost = new double[emissions.frames() + 1]; // in the frames before each
        int[] path = alignment.framePath();
        double best = 0;
        for (int t = 0; t < bestPath.length; t++) {
            Cancellation.checkAt(t);
            bestPath[t] = emissions.bestClass(t);
            double logProb = emissions.logProb(t, bestPath[t]);
            best += logProb;
            lost[t + 1] = lost[t] + (logProb - emissions.logProb(t, path[t]));
        }
        int read = Collapse.labels(bestPath, target.blank()).length();
        List<TokenSpan> tokens = alignment.tokens();
        int worst = -1;
        double sum = 0;
        for (int u = 0; u < tokens.size(); u++) {
            sum += tokens.get(u).score();
            worst = worst < 0 || tokens.get(u).score() < tokens.get(worst).score() ? u : worst;
        }
        var suspicious = Suspicions.of(tokens, lost);
        double logRatio = Math.min(0, alignment.logProb() - best);
        return new Verdict(
                match(logRatio / Math.max(1, Math.max(tokens.size(), read)), suspicious),
                tokens.isEmpty() ? 0 : sum / tokens.size(),
                worst,
                suspicious,
                logRatio,
                Optional.empty());
    }

    private static Match match(double logRatioOfALabel, List<Suspicion> suspicious) {
        if (logRatioOfALabel < -MOST_LOSS) {
            return Match.NONE;
        }
        boolean unlike =
                suspicious.stream().flatMap(one -> one.reasons().stream()).anyMatch(Suspicion.Reason::isOfMatch);
        return unlike || logRatioOfALabel < -GOOD_LOSS ? Match.DOUBTFUL : Match.GOOD;
    }
}
