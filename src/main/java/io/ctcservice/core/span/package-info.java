/** Spans of tokens and words: frames, score and confidence. */
@NullMarked
package io.ctcservice.core.span;

import org.jspecify.annotations.NullMarked;
