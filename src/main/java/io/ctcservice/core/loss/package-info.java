/** The CTC lattice of one utterance: likelihood, gradient, occupancy. */
@NullMarked
package io.ctcservice.core.loss;

import org.jspecify.annotations.NullMarked;
