/** The scores of a beam search besides the emissions: language model, hot words, lexicon. */
@NullMarked
package io.ctcservice.core.decode.guide;

import org.jspecify.annotations.NullMarked;
