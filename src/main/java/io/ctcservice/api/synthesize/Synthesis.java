package io.ctcservice.api.synthesize;

import io.ctcservice.acoustic.SyntheticUtterance;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.text.Vocabulary;

/**
 * A synthetic test case with its true alignment.
 *
 * @param seed what it was drawn from
 * @param vocabulary of the classes
 * @param utterance features and alignment
 * @param emissions what the model makes of it
 */
record Synthesis(long seed, Vocabulary vocabulary, SyntheticUtterance utterance, Emissions emissions) {}
