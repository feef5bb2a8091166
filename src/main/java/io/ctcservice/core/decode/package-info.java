/** From emissions to labels: the best path, and the prefix beam search. */
@NullMarked
package io.ctcservice.core.decode;

import org.jspecify.annotations.NullMarked;
