/**
 * The recursions of a segment on the Vector API; loaded by name, see {@link io.ctcservice.core.math.Kernels#vector}.
 */
@NullMarked
package io.ctcservice.core.loss.scaled.vector;

import org.jspecify.annotations.NullMarked;
