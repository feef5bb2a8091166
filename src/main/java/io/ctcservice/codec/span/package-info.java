/** Tokens and words with their frames, as responses show them. */
@NullMarked
package io.ctcservice.codec.span;

import org.jspecify.annotations.NullMarked;
