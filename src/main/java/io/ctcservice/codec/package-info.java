/** Formats of requests and responses: the types that all formats share, and the errors that reading raises. */
@NullMarked
package io.ctcservice.codec;

import org.jspecify.annotations.NullMarked;
