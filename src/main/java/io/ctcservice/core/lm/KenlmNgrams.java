package io.ctcservice.core.lm;

import java.util.List;

/**
 * The n-grams of a binary of KenLM's, where words are numbers.
 *
 * @param logProbs of the single words, log10; as many as there are words
 * @param logBackoffs of the single words, log10; as many as there are words
 * @param longer n-grams of length 2 to N
 */
record KenlmNgrams(float[] logProbs, float[] logBackoffs, List<NgramTable> longer) {}
