/** Forced alignment: the best path through the lattice, and the span and confidence of each token. */
@NullMarked
package io.ctcservice.core.align;

import org.jspecify.annotations.NullMarked;
