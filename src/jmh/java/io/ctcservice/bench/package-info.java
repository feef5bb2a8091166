/** Benchmarks of this project and, in the same run, of its alternatives. */
@NullMarked
package io.ctcservice.bench;

import org.jspecify.annotations.NullMarked;
