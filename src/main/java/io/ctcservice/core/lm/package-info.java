/** Language models over words: n-grams in ARPA files and binaries of KenLM's, and the spelling of out-of-vocabulary words. */
@NullMarked
package io.ctcservice.core.lm;

import org.jspecify.annotations.NullMarked;
