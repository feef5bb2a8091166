/** NumPy's files: {@code .npy} arrays in, {@code .npz} archives out. No framework needed. */
@NullMarked
package io.ctcservice.wire.npy;

import org.jspecify.annotations.NullMarked;
