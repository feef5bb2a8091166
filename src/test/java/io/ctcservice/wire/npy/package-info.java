/** Tests of the bytes. */
@NullMarked
package io.ctcservice.wire.npy;

import org.jspecify.annotations.NullMarked;
