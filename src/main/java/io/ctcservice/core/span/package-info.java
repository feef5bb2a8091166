/** Where tokens and words are: frames, score and confidence. */
@NullMarked
package io.ctcservice.core.span;

import org.jspecify.annotations.NullMarked;
