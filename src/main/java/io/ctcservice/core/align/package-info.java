/** The best path through the lattice, and what it says about where each token is. */
@NullMarked
package io.ctcservice.core.align;

import org.jspecify.annotations.NullMarked;
