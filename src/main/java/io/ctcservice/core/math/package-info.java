/**
 * Arithmetic on whole rows of scores. {@link io.ctcservice.core.math.RowMath} bundles it;
 * {@link io.ctcservice.core.math.Kernels} chooses between plain loops and the Vector API, here and for the other
 * packages that have both.
 */
@NullMarked
package io.ctcservice.core.math;

import org.jspecify.annotations.NullMarked;
