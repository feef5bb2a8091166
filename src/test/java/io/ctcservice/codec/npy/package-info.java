/** Tests of NumPy files. */
@NullMarked
package io.ctcservice.codec.npy;

import org.jspecify.annotations.NullMarked;
