/** Tests of the accuracy of the decoders on real lines. */
@NullMarked
package io.ctcservice.accuracy;

import org.jspecify.annotations.NullMarked;
