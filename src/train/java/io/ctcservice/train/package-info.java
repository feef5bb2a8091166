/** Training of the networks that the service brings, by its own CTC gradient. */
@NullMarked
package io.ctcservice.train;

import org.jspecify.annotations.NullMarked;
