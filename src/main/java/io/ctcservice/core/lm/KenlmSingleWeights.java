package io.ctcservice.core.lm;

import java.util.Arrays;

/** The weights of the single words of a binary of KenLM's, in the order of their numbers, as they are read. */
final class KenlmSingleWeights {

    private float[] logProbs = new float[1 << 4];
    private float[] logBackoffs = new float[1 << 4];
    private int size;

    /** Adds log10 of the probability of the next word, and of its back-off weight. */
    void add(float logProb, float logBackoff) throws KenlmFormatException {
        KenlmReader.requireWeights(logProb, logBackoff);
        if (size == logProbs.length) {
            logProbs = Arrays.copyOf(logProbs, 2 * size);
            logBackoffs = Arrays.copyOf(logBackoffs, 2 * size);
        }
        logProbs[size] = logProb;
        logBackoffs[size++] = logBackoff;
    }

    /** Returns the number of words. */
    int size() {
        return size;
    }

    float logProb(int word) {
        return logProbs[word];
    }

    float logBackoff(int word) {
        return logBackoffs[word];
    }
}
