/** Decorators that time core interfaces. */
@NullMarked
package io.ctcservice.metrics;

import org.jspecify.annotations.NullMarked;
