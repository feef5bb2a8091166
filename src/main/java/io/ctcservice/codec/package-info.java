/** Bytes to values and back: what all formats share, and what is refused while they are read. */
@NullMarked
package io.ctcservice.codec;

import org.jspecify.annotations.NullMarked;
