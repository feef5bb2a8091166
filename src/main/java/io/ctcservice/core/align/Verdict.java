package io.ctcservice.core.align;

import io.ctcservice.core.Collapse;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.span.TokenSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What to think of an alignment. Scores are means of ln p over the frames of a token, in nats.
 *
 * @param match whether the emissions say the target at all
 * @param meanTokenScore mean of the tokens' scores; 0 without tokens
 * @param worstToken index of the token with the least score, the first of equals; −1 without tokens
 * @param suspicious tokens that look wrong, in order
 * @param logRatio ln of the best path of the target over the best path of all, at most 0: 0 where the target is what the
 *     emissions say anyway
 * @param distribution how the probability of the target is spread over its paths; empty where that takes too long
 */
public record Verdict(
        Match match,
        double meanTokenScore,
        int worstToken,
        List<Suspicion> suspicious,
        double logRatio,
        Optional<PathDistribution> distribution) {

    /** How far below the median a score looks wrong, in median deviations, and in nats at the least. */
    private static final double DEVIATIONS = 6;

    private static final double LEAST_DROP = 2;

    /** How much longer than the median a token looks wrong: this many times, and this many frames more. */
    private static final double STRETCH = 4;

    private static final int LEAST_STRETCH = 4;

    /**
     * How much may be lost against the best path, in nats for each label of the target or of that path, whichever has
     * more: up to the first a match is good, beyond the second there is none. On real lines right targets lose 3.2 at
     * most, and 0.98 in 49 of 50 lines; those of other lines 4.01 at least, and 7 in 49 of 50.
     */
    private static final double GOOD_LOSS = 1;

    private static final double MOST_LOSS = 4;

    /**
     * How much a token may lose in the mean of its frames, in nats. Of the tokens of right targets 1 in 100 loses more, and
     * of words put in place of others 24 in 25 have one that does.
     */
    private static final double MOST_TOKEN_LOSS = 5;

    public Verdict {
        suspicious = List.copyOf(suspicious);
    }

    /** Returns what to think of this alignment of this target, gaps that could absorb but did not aside. O(T·(U + V)) at most. */
    public static Verdict of(Alignment alignment, AlignmentTarget target, Emissions emissions) {
        var bestPath = new int[emissions.frames()];
        var best = new double[emissions.frames() + 1]; // of the frames before each
        for (int t = 0; t < bestPath.length; t++) {
            bestPath[t] = FrameScores.bestClass(emissions, t);
            best[t + 1] = best[t] + emissions.logProb(t, bestPath[t]);
        }
        int read = Collapse.labels(bestPath, target.blank()).length();
        List<TokenSpan> tokens = alignment.tokens();
        int worst = -1;
        double sum = 0;
        for (int u = 0; u < tokens.size(); u++) {
            sum += tokens.get(u).score();
            worst = worst < 0 || tokens.get(u).score() < tokens.get(worst).score() ? u : worst;
        }
        var suspicious = suspicious(tokens, best);
        double logRatio = Math.min(0, alignment.logProb() - best[bestPath.length]);
        return new Verdict(
                match(logRatio / Math.max(1, Math.max(tokens.size(), read)), suspicious),
                tokens.isEmpty() ? 0 : sum / tokens.size(),
                worst,
                suspicious,
                logRatio,
                PathDistribution.of(emissions, alignment.settled(target), alignment));
    }

    private static Match match(double logRatioOfALabel, List<Suspicion> suspicious) {
        if (logRatioOfALabel < -MOST_LOSS) {
            return Match.NONE;
        }
        boolean unlikely = suspicious.stream().anyMatch(one -> one.reasons().contains(Suspicion.Reason.UNLIKELY));
        return unlikely || logRatioOfALabel < -GOOD_LOSS ? Match.DOUBTFUL : Match.GOOD;
    }

    private static List<Suspicion> suspicious(List<TokenSpan> tokens, double[] best) {
        double[] scores = tokens.stream().mapToDouble(TokenSpan::score).toArray();
        double median = median(scores);
        double deviation =
                median(Arrays.stream(scores).map(s -> Math.abs(s - median)).toArray());
        double lowest = median - Math.max(LEAST_DROP, DEVIATIONS * deviation);
        double length = median(tokens.stream().mapToDouble(TokenSpan::frames).toArray());
        double longest = Math.max(STRETCH * length, length + LEAST_STRETCH);
        var suspicious = new ArrayList<Suspicion>();
        for (int u = 0; u < tokens.size(); u++) {
            TokenSpan token = tokens.get(u);
            var reasons = new ArrayList<Suspicion.Reason>();
            if (token.score() < lowest) {
                reasons.add(Suspicion.Reason.LOW_SCORE);
            }
            if (token.frames() > longest) {
                reasons.add(Suspicion.Reason.STRETCHED);
            }
            double bestScore = (best[token.end()] - best[token.start()]) / token.frames();
            if (token.score() < bestScore - MOST_TOKEN_LOSS) {
                reasons.add(Suspicion.Reason.UNLIKELY);
            }
            if (!reasons.isEmpty()) {
                suspicious.add(new Suspicion(u, reasons));
            }
        }
        return suspicious;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length == 0
                ? 0
                : sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
