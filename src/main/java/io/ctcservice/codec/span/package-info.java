/** Tokens and words with their places, as answers show them. */
@NullMarked
package io.ctcservice.codec.span;

import org.jspecify.annotations.NullMarked;
