/** Core interfaces, timed. */
@NullMarked
package io.ctcservice.metrics;

import org.jspecify.annotations.NullMarked;
