/** Language models over words: n-grams in ARPA files, and the spelling of unlisted words. */
@NullMarked
package io.ctcservice.core.lm;

import org.jspecify.annotations.NullMarked;
