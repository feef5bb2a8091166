/** Finds where phrases were said, and how surely. */
@NullMarked
package io.ctcservice.core.spot;

import org.jspecify.annotations.NullMarked;
