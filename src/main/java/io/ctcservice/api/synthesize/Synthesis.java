package io.ctcservice.api.synthesize;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.Vocabulary;
import io.ctcservice.core.acoustic.SyntheticUtterance;

/**
 * A test case whose truth is known.
 *
 * @param seed what it was drawn from
 * @param vocabulary of the classes
 * @param utterance features and alignment
 * @param emissions what the model makes of it
 */
record Synthesis(long seed, Vocabulary vocabulary, SyntheticUtterance utterance, Emissions emissions) {}
