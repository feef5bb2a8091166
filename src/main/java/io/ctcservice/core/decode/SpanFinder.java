package io.ctcservice.core.decode;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Collapse;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.align.ForcedAligner;
import io.ctcservice.core.align.SpanPosterior;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.span.DecodedToken;
import io.ctcservice.core.span.TokenSpan;
import io.ctcservice.core.span.WordSpan;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A search for the spans of the tokens and words of a hypothesis: on the most probable path of its labels. */
public final class SpanFinder {

    /** The bound of the replacement of log zero, far from the largest floats. */
    private static final double LOWEST = -1e30;

    private final ForcedAligner aligner = new ForcedAligner();
    private final int blank;
    private final Optional<WordGrouping> grouping;

    /**
     * @param blank class index of the blank
     * @param grouping what makes a word; without it, as where there is no vocabulary, no words are found
     */
    public SpanFinder(int blank, Optional<WordGrouping> grouping) {
        this.blank = blank;
        this.grouping = grouping;
    }

    /**
     * Returns the spans of the labels. Where the best path of the emissions collapses to them, that path is taken, ties
     * going to the lower class index; else their best path is searched in O(T·U). Each label takes at least one frame,
     * however improbable it is there.
     *
     * <p>Where every path meets frames of probability 0, as after labels that a decoder with a lexicon has settled, the path
     * has as few such frames as possible.
     *
     * @throws IllegalArgumentException if there are too few frames for the labels, as there are for no decoder's hypothesis
     */
    public Spans find(Emissions emissions, Labels labels) {
        int[] path = path(emissions, labels);
        List<DecodedToken> tokens = tokens(emissions, path);
        List<WordSpan> words =
                grouping.map(into -> words(into.words(labels), tokens)).orElse(List.of());
        return new Spans(path, tokens, words);
    }

    /**
     * Returns the number of lattice cells T·(2U + 1) that {@link #find} needs: 0 where the best path of the emissions
     * is used.
     */
    public long cells(Emissions emissions, Labels labels) {
        boolean isBestPath = Collapse.labels(emissions.bestPath(), blank).equals(labels);
        return isBestPath ? 0 : emissions.frames() * (2L * labels.length() + 1);
    }

    private int[] path(Emissions emissions, Labels labels) {
        int[] best = emissions.bestPath();
        if (Collapse.labels(best, blank).equals(labels)) {
            return best;
        }
        if (labels.length() == 0) {
            var blanks = new int[emissions.frames()];
            Arrays.fill(blanks, blank);
            return blanks;
        }
        var target = ExtendedTarget.of(labels, blank);
        return aligner.align(emissions, target)
                .or(() -> aligner.align(withoutZeros(emissions), target))
                .orElseThrow(() -> new IllegalArgumentException("labels that no path gives: " + labels))
                .framePath();
    }

    /**
     * Returns the emissions with a number in place of every ln 0: so low that each frame of it costs a path more than
     * all that it could lose otherwise.
     */
    private Emissions withoutZeros(Emissions emissions) {
        int classes = emissions.vocabSize();
        double impossible = Math.max(LOWEST, sumOfLowest(emissions) - 1);
        var logits = new float[emissions.frames() * classes];
        for (int i = 0; i < logits.length; i++) {
            int v = i % classes;
            double logProb = emissions.logProb(i / classes, v);
            double instead = v == blank ? impossible : 2 * impossible; // no label where a blank is no worse
            logits[i] = (float) (logProb == LogMath.LOG_ZERO ? instead : logProb);
        }
        return Emissions.of(FloatMatrix.adopt(emissions.frames(), classes, logits), ScoreKind.LOGITS);
    }

    /** Returns the sum over frames of the lowest ln p of the classes that are possible there. */
    private static double sumOfLowest(Emissions emissions) {
        double sum = 0;
        for (int t = 0; t < emissions.frames(); t++) {
            Cancellation.checkAt(t);
            double lowest = 0;
            for (int v = 0; v < emissions.vocabSize(); v++) {
                double logProb = emissions.logProb(t, v);
                lowest = logProb == LogMath.LOG_ZERO ? lowest : Math.min(lowest, logProb);
            }
            sum += lowest;
        }
        return sum;
    }

    private List<DecodedToken> tokens(Emissions emissions, int[] path) {
        var posterior = new SpanPosterior(emissions, blank);
        var tokens = new ArrayList<DecodedToken>();
        int start = 0;
        double score = 0;
        for (int t = 0; t < path.length; t++) {
            Cancellation.checkAt(t);
            score += emissions.logProb(t, path[t]);
            if (t + 1 == path.length || path[t + 1] != path[t]) {
                if (path[t] != blank) {
                    int end = t + 1;
                    var span = new TokenSpan(path[t], start, end, score / (end - start));
                    tokens.add(new DecodedToken(span, posterior.confidence(path[t], start, end)));
                }
                start = t + 1;
                score = 0;
            }
        }
        return tokens;
    }

    private static List<WordSpan> words(List<WordGrouping.Word> words, List<DecodedToken> tokens) {
        return words.stream()
                .map(word -> word(word, tokens.subList(word.first(), word.end())))
                .toList();
    }

    private static WordSpan word(WordGrouping.Word word, List<DecodedToken> tokens) {
        List<TokenSpan> spans = tokens.stream().map(DecodedToken::span).toList();
        double confidence = 1;
        for (DecodedToken token : tokens) {
            confidence = Math.min(confidence, token.confidence());
        }
        int start = spans.get(0).start();
        int end = spans.get(spans.size() - 1).end();
        double score = TokenSpan.meanScore(spans);
        return new WordSpan(word.text(), word.first(), word.end(), start, end, score, confidence);
    }
}
