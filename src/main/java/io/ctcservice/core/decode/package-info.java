/** Decoding of emissions into labels: best path, and prefix beam search. */
@NullMarked
package io.ctcservice.core.decode;

import org.jspecify.annotations.NullMarked;
