/** How often the decoders are right on real lines. */
@NullMarked
package io.ctcservice.accuracy;

import org.jspecify.annotations.NullMarked;
