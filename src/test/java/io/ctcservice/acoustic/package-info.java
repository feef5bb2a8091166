/** Tests of the synthetic voice and the network that reads it. */
@NullMarked
package io.ctcservice.acoustic;

import org.jspecify.annotations.NullMarked;
