/** The kernels on SIMD registers: the only package that needs the module {@code jdk.incubator.vector}. */
@NullMarked
package io.ctcservice.core.kernel.vector;

import org.jspecify.annotations.NullMarked;
