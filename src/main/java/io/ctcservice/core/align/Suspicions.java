package io.ctcservice.core.align;

import io.ctcservice.core.span.TokenSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A search for tokens of an alignment that are probably wrong, compared with the other tokens or with the emissions.
 */
final class Suspicions {

    /** The distance below the median at which a score is suspicious, in median deviations, and in nats as a minimum. */
    private static final double DEVIATIONS = 6;

    private static final double LEAST_DROP = 2;

    /** The length at which a token is suspicious: this many times the median, and this many frames longer. */
    private static final double STRETCH = 4;

    private static final int LEAST_STRETCH = 4;

    /**
     * The most that a token may lose against the best classes in the mean of its frames, in nats. Of the tokens of
     * right targets 1 in 100 loses more, and of words put in place of others 24 in 25 have one that does.
     */
    private static final double MOST_TOKEN_LOSS = 5;

    /**
     * The most that a gap between tokens may lose in all, in nats. Of 6284 gaps of right targets 3 lose more, and where
     * a word is left out 1004 times of 1038 one does.
     */
    private static final double MOST_GAP_LOSS = 5;

    private final List<TokenSpan> tokens;
    private final double[] lost;
    private final double lowest;
    private final double longest;

    private Suspicions(List<TokenSpan> tokens, double[] lost) {
        this.tokens = tokens;
        this.lost = lost;
        double[] scores = tokens.stream().mapToDouble(TokenSpan::score).toArray();
        double median = median(scores);
        double deviation =
                median(Arrays.stream(scores).map(s -> Math.abs(s - median)).toArray());
        this.lowest = median - Math.max(LEAST_DROP, DEVIATIONS * deviation);
        double length = median(tokens.stream().mapToDouble(TokenSpan::frames).toArray());
        this.longest = Math.max(STRETCH * length, length + LEAST_STRETCH);
    }

    /**
     * Returns the suspicious tokens in order.
     *
     * @param lost how much the path loses against the best classes in the frames before each, {@code [T + 1]}
     */
    static List<Suspicion> of(List<TokenSpan> tokens, double[] lost) {
        var search = new Suspicions(tokens, lost);
        var suspicious = new ArrayList<Suspicion>();
        for (int u = 0; u < tokens.size(); u++) {
            var reasons = search.reasons(u);
            if (!reasons.isEmpty()) {
                suspicious.add(new Suspicion(u, reasons));
            }
        }
        return suspicious;
    }

    private List<Suspicion.Reason> reasons(int u) {
        TokenSpan token = tokens.get(u);
        var reasons = new ArrayList<Suspicion.Reason>();
        if (token.score() < lowest) {
            reasons.add(Suspicion.Reason.LOW_SCORE);
        }
        if (token.frames() > longest) {
            reasons.add(Suspicion.Reason.STRETCHED);
        }
        if (lost(token.start(), token.end()) > MOST_TOKEN_LOSS * token.frames()) {
            reasons.add(Suspicion.Reason.UNLIKELY);
        }
        boolean isLeftOutAtEnd = u == tokens.size() - 1 && lost(token.end(), lost.length - 1) > MOST_GAP_LOSS;
        if (isLeftOutAtEnd || lost(u == 0 ? 0 : tokens.get(u - 1).end(), token.start()) > MOST_GAP_LOSS) {
            reasons.add(Suspicion.Reason.LEFT_OUT);
        }
        return reasons;
    }

    private double lost(int start, int end) {
        return lost[end] - lost[start];
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
