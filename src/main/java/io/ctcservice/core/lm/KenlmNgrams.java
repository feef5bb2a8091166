package io.ctcservice.core.lm;

import java.util.List;

/**
 * The n-grams of a binary of KenLM's, where words are numbers.
 *
 * @param single weights of the single words
 * @param longer n-grams of length 2 to N
 */
record KenlmNgrams(KenlmSingleWeights single, List<NgramTable> longer) {}
