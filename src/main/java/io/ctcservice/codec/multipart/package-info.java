/** Multipart bodies, taken apart in memory. */
@NullMarked
package io.ctcservice.codec.multipart;

import org.jspecify.annotations.NullMarked;
