/** The synthetic voice and the small recurrent network that reads it: features, emissions and training for {@code /synthesize}. */
@NullMarked
package io.ctcservice.acoustic;

import org.jspecify.annotations.NullMarked;
