/**
 * Protection from overload: admission, permits, clocks, limits, and computations that end when their client has gone.
 */
@NullMarked
package io.ctcservice.web.overload;

import org.jspecify.annotations.NullMarked;
