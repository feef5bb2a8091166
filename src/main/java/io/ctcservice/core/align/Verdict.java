package io.ctcservice.core.align;

import io.ctcservice.core.Emissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What to think of an alignment. Scores are means of ln p over the frames of a token, in nats.
 *
 * @param meanTokenScore mean of the tokens' scores; 0 without tokens
 * @param worstToken index of the token with the least score, the first of equals; −1 without tokens
 * @param suspicious tokens that look wrong, in order
 * @param logRatio ln of the best path of the target over the best path of all, at most 0: 0 where the target is what the
 *     emissions say anyway
 * @param distribution how the probability of the target is spread over its paths; empty where that takes too long
 */
public record Verdict(
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

    public Verdict {
        suspicious = List.copyOf(suspicious);
    }

    /** Returns what to think of this alignment of this target, gaps that could absorb but did not aside. O(T·(U + V)) at most. */
    public static Verdict of(Alignment alignment, AlignmentTarget target, Emissions emissions) {
        double best = 0;
        for (int t = 0; t < emissions.frames(); t++) {
            best += emissions.logProb(t, FrameScores.bestClass(emissions, t));
        }
        List<TokenSpan> tokens = alignment.tokens();
        int worst = -1;
        double sum = 0;
        for (int u = 0; u < tokens.size(); u++) {
            sum += tokens.get(u).score();
            worst = worst < 0 || tokens.get(u).score() < tokens.get(worst).score() ? u : worst;
        }
        return new Verdict(
                tokens.isEmpty() ? 0 : sum / tokens.size(),
                worst,
                suspicious(tokens),
                Math.min(0, alignment.logProb() - best),
                PathDistribution.of(emissions, alignment.settled(target), alignment));
    }

    private static List<Suspicion> suspicious(List<TokenSpan> tokens) {
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
