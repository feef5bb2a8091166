/** Tests of the guidance of a search. */
@NullMarked
package io.ctcservice.core.decode.guide;

import org.jspecify.annotations.NullMarked;
