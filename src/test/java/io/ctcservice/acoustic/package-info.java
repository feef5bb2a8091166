/** Tests of the synthetic voice and the acoustic models. */
@NullMarked
package io.ctcservice.acoustic;

import org.jspecify.annotations.NullMarked;
