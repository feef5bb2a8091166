/** Parsers of multipart bodies, in memory or while they arrive. */
@NullMarked
package io.ctcservice.codec.multipart;

import org.jspecify.annotations.NullMarked;
