/** Language models over words: n-grams in ARPA files, and the spelling of words that they do not list. */
@NullMarked
package io.ctcservice.core.lm;

import org.jspecify.annotations.NullMarked;
