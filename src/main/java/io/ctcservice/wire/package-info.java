/** Bytes to core types and back, and what every request may be at most. */
@NullMarked
package io.ctcservice.wire;

import org.jspecify.annotations.NullMarked;
