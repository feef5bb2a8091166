/** NumPy arrays ({@code .npy}) and archives of them ({@code .npz}). */
@NullMarked
package io.ctcservice.codec.npy;

import org.jspecify.annotations.NullMarked;
