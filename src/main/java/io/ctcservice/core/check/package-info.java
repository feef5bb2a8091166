/** Checks of emissions that are legal but suspicious: each says in a sentence what it found and what was probably meant. */
@NullMarked
package io.ctcservice.core.check;

import org.jspecify.annotations.NullMarked;
