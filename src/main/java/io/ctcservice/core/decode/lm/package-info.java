/** What a search may know besides the emissions: a language model, hot words, a lexicon. */
@NullMarked
package io.ctcservice.core.decode.lm;

import org.jspecify.annotations.NullMarked;
