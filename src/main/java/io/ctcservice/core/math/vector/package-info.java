/** The arithmetic of rows on the Vector API; loaded by name, see {@link io.ctcservice.core.math.Kernels#vector}. */
@NullMarked
package io.ctcservice.core.math.vector;

import org.jspecify.annotations.NullMarked;
