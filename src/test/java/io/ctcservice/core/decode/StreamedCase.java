package io.ctcservice.core.decode;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Emissions over English letters that look like those of somebody who speaks indistinctly, and ways to cut them. */
final class StreamedCase {

    static final Vocabulary VOCABULARY = Vocabulary.ofEnglish();
    static final int CLASSES = VOCABULARY.size();
    static final int BLANK = VOCABULARY.blank();

    private StreamedCase() {}

    /**
     * Returns log-probabilities of a text, two frames a letter, the second a blank, with as much noise as doubt.
     *
     * @param noise standard deviation of the logits, against 6 of the letter
     */
    static Emissions of(String text, double noise, long seed) {
        var random = new Random(seed);
        var labels = VOCABULARY.labels(text);
        var logits = new float[2 * labels.length()][CLASSES];
        for (int t = 0; t < logits.length; t++) {
            for (int v = 0; v < CLASSES; v++) {
                logits[t][v] = (float) (noise * random.nextGaussian());
            }
            logits[t][t % 2 == 0 ? labels.get(t / 2) : BLANK] += 6;
        }
        return logProbs(logits);
    }

    /** Returns the emissions of rows of logits as declared log-probabilities: what they are does not depend on a kernel. */
    static Emissions logProbs(float[]... logits) {
        for (float[] row : logits) {
            double sum = 0;
            for (float logit : row) {
                sum += Math.exp(logit);
            }
            for (int v = 0; v < row.length; v++) {
                row[v] -= (float) Math.log(sum);
            }
        }
        return Emissions.of(FloatMatrix.ofRows(logits), ScoreKind.LOG_PROBS);
    }

    /** Returns the rows {@code [from, to)} as emissions of their own. */
    static Emissions rows(Emissions emissions, int from, int to) {
        int columns = emissions.vocabSize();
        var values = Arrays.copyOfRange(emissions.scores().toArray(), from * columns, to * columns);
        return Emissions.of(FloatMatrix.adopt(to - from, columns, values), emissions.kind());
    }

    /** Returns the emissions in pieces of random lengths up to {@code longest}. */
    static List<Emissions> cut(Emissions emissions, int longest, Random random) {
        var pieces = new ArrayList<Emissions>();
        for (int from = 0; from < emissions.frames(); ) {
            int to = Math.min(emissions.frames(), from + 1 + random.nextInt(longest));
            pieces.add(rows(emissions, from, to));
            from = to;
        }
        return pieces;
    }
}
